package org.extendrouter.folders;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.extendrouter.delivery.FilePermissions;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.triage.DeliveredTypes;
import org.extendrouter.triage.DeliveredTypes.Target;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The directories below {@code review/}. */
@Component
final class ReviewFolders {

  /** What a file manager or a program that copies leaves lying about. */
  private static final Pattern NOT_FOR_US =
      Pattern.compile(
          "[.~].*|thumbs\\.db|desktop\\.ini|.*\\.(tmp|part|partial|filepart|crdownload)");

  private final Path review;
  private final FilePermissions permissions;
  private final DeliveredTypes delivered;

  ReviewFolders(
      @Value("${extend.data-dir}") Path data, FilesProperties files, DeliveredTypes delivered) {
    this.review = data.resolve("review");
    this.permissions = files.forNew();
    this.delivered = delivered;
  }

  Path tickets() {
    return review;
  }

  Path confirm() {
    return review.resolve("confirm");
  }

  Path reject() {
    return review.resolve("reject");
  }

  Path decisions() {
    return review.resolve("decisions");
  }

  Path done() {
    return review.resolve("done");
  }

  /** Those that a ticket is moved into to be corrected, and others that someone made there. */
  List<Path> types() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(as())) {
      for (Path each : all) {
        if (Files.isDirectory(each) && isForUs(each)) {
          found.add(each);
        }
      }
    } catch (NoSuchFileException notMadeYet) {
      return List.of();
    }
    return found;
  }

  private Path as() {
    return review.resolve("as");
  }

  /** The type that a directory stands for. */
  String type(Path directory) {
    String name = directory.getFileName().toString();
    return delivered.all().stream()
        .filter(routed -> routed.directory().equals(name))
        .map(Target::type)
        .findFirst()
        .orElse(name);
  }

  void make() throws IOException {
    permissions.createDirectories(confirm());
    permissions.createDirectories(reject());
    permissions.createDirectories(decisions());
    permissions.createDirectories(as());
    for (Target routed : delivered.all()) {
      permissions.createDirectories(as().resolve(routed.directory()));
    }
  }

  Path month(String month) throws IOException {
    Path directory = done().resolve(month);
    permissions.createDirectories(directory);
    return directory;
  }

  Path aside() throws IOException {
    Path directory = review.resolve("aside");
    permissions.createDirectories(directory);
    return directory;
  }

  /** The files in a directory, but for those that are nobody's. */
  List<Path> files(Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path each : all) {
        if (Files.isRegularFile(each) && isForUs(each)) {
          found.add(each);
        }
      }
    } catch (NoSuchFileException notMadeYet) {
      return List.of();
    }
    return found;
  }

  private static boolean isForUs(Path file) {
    return !NOT_FOR_US.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT)).matches();
  }
}
