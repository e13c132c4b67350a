package org.extendrouter.document;

import java.util.Arrays;
import java.util.Locale;

/**
 * The kinds of documents that people open. Any other gets an ending that no program opens by
 * itself: the document and its name come from whoever sent it.
 */
enum FileKind {
  PDF("application/pdf", "pdf"),
  PNG("image/png", "png"),
  JPEG("image/jpeg", "jpg", "jpeg"),
  TIFF("image/tiff", "tif", "tiff"),
  GIF("image/gif", "gif"),
  BMP("image/bmp", "bmp"),
  WEBP("image/webp", "webp"),
  HEIC("image/heic", "heic"),
  TEXT("text/plain", "txt", "csv"),
  WORD("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
  EXCEL("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
  POWERPOINT("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
  OTHER("application/octet-stream", "bin");

  private final String mediaType;
  private final String[] endings;

  FileKind(String mediaType, String... endings) {
    this.mediaType = mediaType;
    this.endings = endings;
  }

  /** The document of a kind that its name tells; null for one without a name. */
  static Document document(String name, byte[] content) {
    String ending =
        name == null ? "" : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    FileKind kind =
        Arrays.stream(values())
            .filter(some -> Arrays.asList(some.endings).contains(ending))
            .findFirst()
            .orElse(OTHER);
    String known = kind == OTHER ? OTHER.endings[0] : ending;
    // The ticket itself may end with .txt.
    return new Document(".document." + known, kind.mediaType, content, null);
  }
}
