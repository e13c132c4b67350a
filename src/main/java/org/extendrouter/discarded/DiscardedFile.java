package org.extendrouter.discarded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Keeps what operators discard, as it was shown to them. */
@Component
public final class DiscardedFile {

  /** Discarding a message again, after a crash before the broker knew of it, writes the same. */
  private static final String DIRECTORY =
      "extend-file:{{extend.data-dir}}/discarded?tempPrefix=.part-&fileExist=Override";

  private static final Logger LOG = LoggerFactory.getLogger(DiscardedFile.class);

  private static final int LONGEST = 200;

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final ProducerTemplate producer;

  private final Path data;

  DiscardedFile(ProducerTemplate producer, @Value("${extend.data-dir}") Path data) {
    this.producer = producer;
    this.data = data;
  }

  /**
   * Writes a dead letter to the disk.
   *
   * @param id its id
   * @param content what is shown of it, to be written as JSON
   * @return the file's name, below the data directory
   * @throws UncheckedIOException if it cannot be written; says why, on one line
   */
  public String write(String id, Object content) {
    String name = name(id);
    try {
      producer.sendBodyAndHeader(DIRECTORY, json(content), Exchange.FILE_NAME, name);
    } catch (CamelExecutionException e) {
      throw new UncheckedIOException(
          new IOException(
              "its file cannot be written: " + SafeText.oneLine(e.getCause().getMessage(), LONGEST),
              e));
    }
    return "discarded/" + name;
  }

  /**
   * Removes the file of a dead letter that was not discarded after all: the router was killed
   * between the two, and the dead letter still waited.
   *
   * @param id its id
   */
  public void remove(String id) {
    Path path = data.resolve(DiscardedLetters.DIRECTORY).resolve(name(id));
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      if (Files.exists(path)) {
        LOG.warn("delete {}, its dead letter is not discarded: {}", path, e.getMessage());
      }
    }
  }

  static String name(String id) {
    return id + ".json";
  }

  private byte[] json(Object content) {
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
