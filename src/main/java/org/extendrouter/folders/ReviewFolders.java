package org.extendrouter.folders;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.extendrouter.delivery.FilePermissions;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.openticket.Deliveries;
import org.extendrouter.openticket.RoutedType;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The directories below {@code review/}. */
@Component
final class ReviewFolders {

  /** What a file manager or a program that copies leaves lying about. */
  private static final Pattern NOT_FOR_US =
      Pattern.compile(
          "[.~].*|thumbs\\.db|desktop\\.ini|.*\\.(tmp|part|partial|filepart|crdownload)");

  /** A name that every file system can have. */
  private static final Pattern DIRECTORY_NAME =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_ .-]{0,98}[\\p{L}\\p{M}\\p{N}_-]|\\p{L}");

  private static final Set<String> NO_TYPE = Set.of("con", "prn", "aux", "nul");

  private final Path review;
  private final FilePermissions permissions;
  private final Deliveries deliveries;

  ReviewFolders(
      @Value("${extend.data-dir}") Path data, FilesProperties files, Deliveries deliveries) {
    this.review = data.resolve("review");
    this.permissions = files.forNew();
    this.deliveries = deliveries;
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
    return deliveries.types().stream()
        .filter(routed -> name(routed).equals(name))
        .map(RoutedType::type)
        .findFirst()
        .orElse(name);
  }

  private static String name(RoutedType routed) {
    boolean isName =
        DIRECTORY_NAME.matcher(routed.type()).matches()
            && !NO_TYPE.contains(routed.type().toLowerCase(Locale.ROOT));
    return isName ? routed.type() : routed.branch();
  }

  void make() throws IOException {
    permissions.createDirectories(confirm());
    permissions.createDirectories(reject());
    permissions.createDirectories(decisions());
    permissions.createDirectories(as());
    for (RoutedType routed : deliveries.types()) {
      permissions.createDirectories(as().resolve(name(routed)));
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
