package org.extendrouter.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {

  /**
   * Reads events strictly: UTF-8, one JSON value, no key twice. Error messages leave the source
   * out, since it may hold a customer's data or a signed URL.
   */
  @Bean(defaultCandidate = false)
  ObjectMapper eventMapper() {
    return JsonMapper.builder(JsonFactory.builder().inputDecorator(new StrictUtf8()).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }
}
