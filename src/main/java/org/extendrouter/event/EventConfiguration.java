package org.extendrouter.event;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Reads events. */
@Configuration(proxyBeanMethods = false)
@Import(EventMapper.class)
public class EventConfiguration {

  @Bean(name = "extendEventFormat", defaultCandidate = false)
  EventFormat format(EventMapper mapper) {
    return new EventFormat(mapper);
  }
}
