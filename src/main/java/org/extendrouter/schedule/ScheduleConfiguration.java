package org.extendrouter.schedule;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * The router's time. Runs what its beans have scheduled, on a thread of its own: some of it waits
 * for the broker. In an application that schedules nothing this does not begin to.
 */
@Configuration(proxyBeanMethods = false)
public class ScheduleConfiguration {

  /** Each {@code @Scheduled} of the router names it. */
  public static final String SCHEDULER = "extendScheduler";

  /**
   * As many works that wait for a silent broker, each up to its time limit, hold up no other: what
   * finds out that it is silent among them.
   */
  private static final int THREADS = 8;

  @RouterClock
  @Bean(name = "extendClock", defaultCandidate = false)
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean(name = SCHEDULER, defaultCandidate = false)
  ThreadPoolTaskScheduler extendScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setThreadNamePrefix("extend-");
    scheduler.setPoolSize(THREADS);
    return scheduler;
  }

  @Bean
  @ConditionalOnMissingBean(ScheduledAnnotationBeanPostProcessor.class)
  static ScheduledAnnotationBeanPostProcessor extendScheduling() {
    return new RouterBeansOnly();
  }

  private static final class RouterBeansOnly extends ScheduledAnnotationBeanPostProcessor {

    private static final String ROUTER = "org.extendrouter.";

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean.getClass().getName().startsWith(ROUTER)
          ? super.postProcessAfterInitialization(bean, name)
          : bean;
    }
  }
}
