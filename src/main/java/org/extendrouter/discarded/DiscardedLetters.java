package org.extendrouter.discarded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Looks for the dead letters of a run that operators have discarded. */
@Component
public final class DiscardedLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DiscardedLetters.class);

  static final String DIRECTORY = "discarded";

  /** The files are read one by one. */
  private static final int MOST = 1000;

  private final JsonFactory json = new JsonFactory();
  private final Path data;

  DiscardedLetters(@Value("${extend.data-dir}") Path data) {
    this.data = data;
  }

  /**
   * What was discarded of a run.
   *
   * @param runId Extend's id of the run
   * @param waiting the ids of its dead letters, which a router that is killed may have written and
   *     not discarded
   * @return the files below the data directory, the newest first, of the newest thousand that are
   *     there
   */
  public List<String> of(String runId, Collection<String> waiting) {
    List<String> stillThere = waiting.stream().map(DiscardedFile::name).toList();
    File[] files =
        data.resolve(DIRECTORY).toFile().listFiles((dir, name) -> name.endsWith(".json"));
    return files == null
        ? List.of()
        : Arrays.stream(files)
            .map(file -> new Found(file.getName(), file.lastModified()))
            .sorted(Comparator.comparingLong(Found::at).reversed())
            .limit(MOST)
            .map(Found::name)
            .filter(name -> !stillThere.contains(name) && runId.equals(runOf(name)))
            .map(name -> DIRECTORY + "/" + name)
            .toList();
  }

  /** It stands before the event, which may be large. */
  private String runOf(String name) {
    try (JsonParser parser = json.createParser(data.resolve(DIRECTORY).resolve(name).toFile())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        if (field.equals("runId")) {
          return parser.getText();
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      LOG.debug("{} is no discarded dead letter", name, e);
    }
    return null;
  }

  /** Times that change while they are compared cannot be sorted by. */
  private record Found(String name, long at) {}
}
