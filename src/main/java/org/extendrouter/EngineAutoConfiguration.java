package org.extendrouter;

import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration;
import org.extendrouter.webhook.WebhookConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Stands in for Camel's HTTP engine where that would stop the start: in an application whose
 * executors are of no kind that Camel takes. It has Camel's engine only because the router brings
 * it.
 */
@AutoConfiguration(
    before = SpringBootPlatformHttpAutoConfiguration.class,
    after = {ExtendRouterAutoConfiguration.class, TaskExecutionAutoConfiguration.class})
@ConditionalOnBean(name = WebhookConfiguration.ENGINE)
public class EngineAutoConfiguration {

  /** Named as a text, since an application may be without Spring Security. */
  private static final String EXECUTOR_OF_SECURITY =
      "org.springframework.security.task.DelegatingSecurityContextAsyncTaskExecutor";

  @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
  @ConditionalOnMissingBean(
      value = {
        PlatformHttpEngine.class,
        ThreadPoolTaskExecutor.class,
        SimpleAsyncTaskExecutor.class
      },
      type = EXECUTOR_OF_SECURITY)
  PlatformHttpEngine engine(
      @Qualifier(WebhookConfiguration.ENGINE) PlatformHttpEngine ofTheRouter) {
    return ofTheRouter;
  }
}
