package org.extendrouter.check.installation;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.FaultsException;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.FileUrlResource;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.UnicodeReader;

/**
 * Gives Spring Boot the files that hold settings, wherever they are configured to be, and says in
 * which of them YAML cannot be read; Spring Boot knows the line alone.
 */
public final class SettingFiles extends DefaultResourceLoader {

  private static final byte[] NOTHING = {};

  /** The parser goes on with what it found, which may be a secret. */
  private static final Pattern QUOTING =
      Pattern.compile("^.*?\\b(?:alias|anchor|tag( handle)?)\\b");

  private final Consumer<Fault> broken;
  private final Set<Fault> told = new HashSet<>();

  /**
   * Files of a check.
   *
   * @param broken told of each file that cannot be read, which then counts as empty
   */
  public SettingFiles(Consumer<Fault> broken) {
    this.broken = broken;
  }

  /**
   * Files of a start, which the first that cannot be read stops.
   *
   * @return the files
   */
  public static SettingFiles ofAStart() {
    return new SettingFiles(
        fault -> {
          throw new FaultsException(List.of(fault));
        });
  }

  @Override
  public Resource getResource(String location) {
    Resource resource = super.getResource(location);
    if (!(resource instanceof FileUrlResource)) {
      return resource;
    }
    if (location.matches("(?i).*\\.ya?ml")) {
      return new Yaml(path(resource));
    }
    return location.matches("(?i).*\\.properties") ? new Found(path(resource)) : resource;
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static Path path(Resource resource) {
    try {
      return resource.getFile().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that is there also if nobody may read it: else its settings would be gone unnoticed. */
  private class Found extends FileSystemResource {

    Found(Path path) {
      super(path);
    }

    @Override
    public boolean exists() {
      return Files.exists(getFile().toPath(), LinkOption.NOFOLLOW_LINKS) || isHidden();
    }

    @Override
    public InputStream getInputStream() throws IOException {
      try {
        return new ByteArrayInputStream(bytes());
      } catch (IOException e) {
        tellUnreadable(e);
        return InputStream.nullInputStream();
      }
    }

    final byte[] bytes() throws IOException {
      return Files.readAllBytes(getFile().toPath());
    }

    /** A directory is told once, for all names that Spring Boot looks for in it. */
    final void tellUnreadable(IOException reason) {
      Fault fault = unreadable(reason);
      if (told.add(fault)) {
        broken.accept(fault);
      }
    }

    private Fault unreadable(IOException reason) {
      return isHidden()
          ? new Fault(
              absolute(getFile().toPath().getParent()),
              "cannot be entered, so that no settings in it are read",
              "make it a directory that the router's user may enter, or remove it")
          : new Fault(
              absolute(getFile().toPath()),
              "cannot be read (%s)".formatted(reason.getClass().getSimpleName()),
              "make it a file that the router's user may read");
    }

    /** Whether its directory lets nobody see what is in it. */
    private boolean isHidden() {
      Path directory = getFile().toPath().toAbsolutePath().getParent();
      return Files.isDirectory(directory)
          ? !Files.isExecutable(directory)
          : Files.isSymbolicLink(directory) && !Files.exists(directory);
    }
  }

  private final class Yaml extends Found {

    Yaml(Path path) {
      super(path);
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(content());
    }

    private byte[] content() {
      String place = absolute(getFile().toPath());
      try {
        byte[] content = bytes();
        new YamlPropertySourceLoader().load(place, new ByteArrayResource(content));
        if (isOfSettings(content)) {
          return content;
        }
        broken.accept(
            new Fault(
                place,
                "is a list or a text, of which no setting is read",
                "write settings as lines of key: value, without a dash before them"));
      } catch (DuplicateKeyException e) {
        broken.accept(
            new Fault(
                place + at(e.getProblemMark()),
                "\"%s\" stands twice in one place"
                    .formatted(e.getProblem().replaceFirst("^found duplicate key ", "")),
                "keep one of them, with all that is below both"));
      } catch (MarkedYAMLException e) {
        broken.accept(notYaml(place + at(e.getProblemMark()), e.getProblem()));
      } catch (YAMLException e) {
        if (e.getCause() instanceof CharacterCodingException) {
          broken.accept(
              new Fault(
                  place + lineOfOtherEncoding(),
                  "cannot be read (not a text in UTF-8)",
                  "save it in UTF-8"));
          return NOTHING;
        }
        broken.accept(notYaml(place, e.getMessage().lines().findFirst().orElse("")));
      } catch (IOException e) {
        tellUnreadable(e);
      }
      return NOTHING;
    }

    /** The parser has read ahead. */
    private String lineOfOtherEncoding() {
      int line = 0;
      try (InputStream in = Files.newInputStream(getFile().toPath());
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        for (String next = lines.readLine(); next != null; next = lines.readLine()) {
          line++;
          decoder.decode(ByteBuffer.wrap(next.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return "";
      } catch (CharacterCodingException found) {
        return " line " + line;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean isOfSettings(byte[] content) {
      return StreamSupport.stream(
              new org.yaml.snakeyaml.Yaml()
                  .composeAll(new UnicodeReader(new ByteArrayInputStream(content)))
                  .spliterator(),
              false)
          .allMatch(node -> node instanceof MappingNode || node.getTag().equals(Tag.NULL));
    }

    private static String at(Mark mark) {
      return mark == null
          ? ""
          : " line %d column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
    }
  }

  /**
   * What is wrong with a file that is not YAML.
   *
   * @param place the file, and the line if it is known
   * @param problem where the parser stopped
   * @return the fault
   */
  public static Fault notYaml(String place, String problem) {
    Matcher quoting = QUOTING.matcher(problem);
    return quoting.find()
        ? new Fault(
            place,
            "is not YAML (%s)".formatted(quoting.group()),
            "a value that begins with *, & or ! is something else in YAML: quote it")
        : new Fault(
            place,
            "is not YAML (%s)".formatted(problem),
            "indent by spaces, what belongs together by the same number, and quote texts with : or #");
  }
}
