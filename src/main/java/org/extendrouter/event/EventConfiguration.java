package org.extendrouter.event;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Reads events. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkflowProperties.class)
@Import({EventMapper.class, EventIds.class, WorkflowRuns.class})
public class EventConfiguration {

  @Bean(name = "extendEventFormat", defaultCandidate = false)
  EventFormat format(EventMapper mapper) {
    return new EventFormat(mapper);
  }
}
