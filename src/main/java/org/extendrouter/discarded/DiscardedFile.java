package org.extendrouter.discarded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Keeps what operators discard, as it was shown to them. */
@Component
public final class DiscardedFile {

  /** Discarding a message again, after a crash before the broker knew of it, writes the same. */
  private static final String DIRECTORY =
      "extend-file:{{extend.data-dir}}/discarded?tempPrefix=.part-&fileExist=Override";

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final ProducerTemplate producer;

  DiscardedFile(ProducerTemplate producer) {
    this.producer = producer;
  }

  /**
   * Writes a dead letter to the disk.
   *
   * @param id its id
   * @param content what is shown of it, to be written as JSON
   * @return the file's name, below the data directory
   * @throws org.apache.camel.CamelExecutionException if it cannot be written
   */
  public String write(String id, Object content) {
    String name = id + ".json";
    producer.sendBodyAndHeader(DIRECTORY, json(content), Exchange.FILE_NAME, name);
    return "discarded/" + name;
  }

  private byte[] json(Object content) {
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
