package org.extendrouter.ticketfile;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.delivery.FilePermissions;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.triage.DeliveredTypes;
import org.extendrouter.triage.DeliveredTypes.Target;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The directories below {@code review/}. Reviewers may write there, so none of them is followed if
 * it is a link.
 */
@Component
public final class ReviewFolders {

  /** What a file manager, an editor, a server or a program that copies leaves lying about. */
  private static final Pattern NOT_FOR_US =
      Pattern.compile(
          "[.~].*|.*~|thumbs\\.db|desktop\\.ini|@eadir|#recycle|.*\\.(bak|tmp|part|partial|filepart|crdownload)");

  private final Path review;
  private final FilePermissions permissions;
  private final DeliveredTypes delivered;

  ReviewFolders(
      @Value("${extend.data-dir}") Path data, FilesProperties files, DeliveredTypes delivered) {
    this.review = data.resolve("review");
    this.permissions = files.forNew();
    this.delivered = delivered;
  }

  /**
   * Where open tickets are.
   *
   * @return a directory
   */
  public Path tickets() {
    return review;
  }

  /**
   * Where a ticket is moved to be confirmed.
   *
   * @return a directory, which may be missing
   */
  public Path confirm() {
    return review.resolve("confirm");
  }

  /**
   * Where a ticket is moved to be rejected.
   *
   * @return a directory, which may be missing
   */
  public Path reject() {
    return review.resolve("reject");
  }

  /**
   * Where scripts drop decisions.
   *
   * @return a directory, which may be missing
   */
  public Path decisions() {
    return review.resolve("decisions");
  }

  /**
   * Where a ticket is moved to be corrected: a directory for each type below.
   *
   * @return a directory, which may be missing
   */
  public Path as() {
    return review.resolve("as");
  }

  /**
   * The directories of the types that are delivered, and others that someone made there.
   *
   * @param there what is in {@link #as()}
   * @return the type that each stands for, which need not exist; those of types that are delivered
   *     may be missing, and any may be a link
   */
  public Map<Path, String> types(Content there) {
    Map<Path, String> types = new LinkedHashMap<>();
    Stream.concat(
            there.directories().stream(),
            // A link may lead to a directory.
            there.files().stream().filter(Files::isDirectory))
        .forEach(directory -> types.put(directory, directory.getFileName().toString()));
    for (Target routed : delivered.all()) {
      types.put(as().resolve(routed.directory()), routed.type());
    }
    return types;
  }

  /**
   * Makes a directory, if it is missing.
   *
   * @param directory the directory
   * @throws LinkRefusedException if it is a link
   * @throws IOException if it cannot be made
   */
  public void make(Path directory) throws IOException {
    permissions.createDirectories(directory);
    refuseLink(directory);
  }

  Path month(String month) throws IOException {
    make(review.resolve("done"));
    Path directory = review.resolve("done").resolve(month);
    make(directory);
    return directory;
  }

  Path aside() throws IOException {
    Path directory = review.resolve("aside");
    make(directory);
    return directory;
  }

  /**
   * What is in a directory, but for what is nobody's.
   *
   * @param files files and links
   * @param directories those within it
   */
  public record Content(List<Path> files, List<Path> directories) {}

  /**
   * Looks into a directory.
   *
   * @param directory the directory
   * @return nothing if the directory is missing
   * @throws LinkRefusedException if it is a link
   * @throws IOException if it cannot be read
   */
  public Content content(Path directory) throws IOException {
    Content content = new Content(new ArrayList<>(), new ArrayList<>());
    for (Path each : list(directory, any -> true)) {
      try {
        BasicFileAttributes is =
            Files.readAttributes(each, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (is.isDirectory()) {
          content.directories().add(each);
        } else if (is.isRegularFile() || is.isSymbolicLink()) {
          content.files().add(each);
        }
      } catch (NoSuchFileException movedMeanwhile) {
        // Is not there any more.
      } catch (IOException e) {
        // Shows again, and is told, when the file is taken.
        content.files().add(each);
      }
    }
    return content;
  }

  /**
   * The files in a directory, but for those that are nobody's.
   *
   * @param directory the directory
   * @return files and links; empty if the directory is missing
   * @throws LinkRefusedException if it is a link
   * @throws IOException if it cannot be read
   */
  public List<Path> files(Path directory) throws IOException {
    return content(directory).files();
  }

  List<Path> files(Path directory, String ticket) throws IOException {
    return list(
        directory,
        file ->
            // Most are another ticket's, which shows without asking the disk.
            file.getFileName().toString().contains(ticket)
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
  }

  private List<Path> list(Path directory, Predicate<Path> wanted) throws IOException {
    refuseLink(directory);
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path each : all) {
        if (isForUs(each) && wanted.test(each)) {
          found.add(each);
        }
      }
    } catch (NoSuchFileException notMadeYet) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /** The directory that holds all of them is the operator's, and may be a link. */
  private void refuseLink(Path directory) throws LinkRefusedException {
    if (!directory.equals(review) && Files.isSymbolicLink(directory)) {
      throw new LinkRefusedException(directory);
    }
  }

  private static boolean isForUs(Path file) {
    return !NOT_FOR_US.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT)).matches();
  }
}
