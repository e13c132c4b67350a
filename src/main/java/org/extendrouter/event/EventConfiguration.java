package org.extendrouter.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.extendrouter.text.StrictUtf8;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads events. */
@Configuration(proxyBeanMethods = false)
public class EventConfiguration {

  /**
   * Reads events strictly: UTF-8 and one JSON value. What nothing reads may be of any length, and
   * leaves no trace in memory, its names included. Error messages leave the source out, since it
   * may hold a customer's data or a signed URL.
   *
   * @return the mapper, which only those get who ask for it by its name
   */
  @Bean(defaultCandidate = false)
  public ObjectMapper eventMapper() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNumberLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .build();
    JsonFactory json =
        JsonFactory.builder()
            .inputDecorator(new StrictUtf8())
            .streamReadConstraints(limits)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
    return JsonMapper.builder(json)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }
}
