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
import java.nio.file.Path;
import java.util.List;
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
    return resource instanceof FileUrlResource && location.matches("(?i).*\\.ya?ml")
        ? new Yaml(path(resource))
        : resource;
  }

  private static Path path(Resource resource) {
    try {
      return resource.getFile().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Yaml extends FileSystemResource {

    Yaml(Path path) {
      super(path);
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(content());
    }

    private byte[] content() {
      String place = getFile().toPath().toAbsolutePath().normalize().toString();
      try {
        byte[] content = Files.readAllBytes(getFile().toPath());
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
        broken.accept(
            new Fault(
                place,
                "cannot be read (%s)".formatted(e.getClass().getSimpleName()),
                "make it a file that the router's user may read"));
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
