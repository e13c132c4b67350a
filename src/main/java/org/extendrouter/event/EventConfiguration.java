package org.extendrouter.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Reads events. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkflowProperties.class)
@Import({EventIds.class, WorkflowRuns.class})
public class EventConfiguration {

  /**
   * So many tokens has a run of more than ten thousand classifications. Five megabytes of small
   * objects have millions, and take some fifty times their bytes once read.
   */
  private static final long MAX_TOKENS = 100_000;

  /**
   * Reads events strictly: UTF-8, one JSON value, no key twice, no endless detail. Error messages
   * leave the source out, since it may hold a customer's data or a signed URL.
   */
  @Bean(defaultCandidate = false)
  ObjectMapper eventMapper() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build();
    JsonFactory json =
        JsonFactory.builder()
            .inputDecorator(new StrictUtf8())
            .streamReadConstraints(limits)
            .build();
    return JsonMapper.builder(json)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        // Numbers stay as they were sent: a double would round a confidence up to its threshold.
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }
}
