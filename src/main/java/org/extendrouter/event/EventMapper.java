package org.extendrouter.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.extendrouter.text.StrictUtf8;
import org.springframework.stereotype.Component;

/**
 * How events are read. An {@code ObjectMapper} as a bean would be one more for Camel to choose from
 * when a route of an application wants one.
 */
@Component
public final class EventMapper {

  private final ObjectMapper json;

  /**
   * Reads events strictly: UTF-8 and one JSON value. What nothing reads may be of any length, and
   * leaves no trace in memory, its names included. Error messages leave the source out, since it
   * may hold a customer's data or a signed URL.
   */
  public EventMapper() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNumberLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .inputDecorator(new StrictUtf8())
            .streamReadConstraints(limits)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
    this.json =
        JsonMapper.builder(factory)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /**
   * Reads events, and parts of them.
   *
   * @return the same each time
   */
  public ObjectMapper json() {
    return json;
  }
}
