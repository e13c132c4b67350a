package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Webhooks in an application that has threads of its own for its own work. */
class ApplicationThreadsIT {

  @TempDir Path data;

  @Test
  void anExecutorOfAKindThatCamelCannotUseStopsNothing() throws Exception {
    try (ConfigurableApplicationContext application = start(WithExecutorService.class)) {
      takesGoodAndRejectsForged(application);
    }
  }

  @Test
  void aSchedulerStopsNothing() throws Exception {
    try (ConfigurableApplicationContext application = start(WithScheduler.class)) {
      takesGoodAndRejectsForged(application);
    }
  }

  @Test
  void anExecutorThatIsBusyAndDropsWorkHoldsUpNoWebhook() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    try (ConfigurableApplicationContext application = start(WithOneThread.class)) {
      application
          .getBean(ThreadPoolTaskExecutor.class)
          .execute(
              () -> {
                try {
                  busy.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });

      takesGoodAndRejectsForged(application);

      MeterRegistry registry = application.getBean(MeterRegistry.class);
      // They are timed once they have been sent.
      await().untilAsserted(() -> assertThat(answered(registry, "200")).isOne());
      await().untilAsserted(() -> assertThat(answered(registry, "401")).isOne());
    } finally {
      busy.countDown();
    }
  }

  @Test
  void routesOfTheApplicationRunOnItsOwnThreads() throws Exception {
    try (ConfigurableApplicationContext application = start(WithOneThread.class)) {
      Extend extend = ApplicationOfATest.extend(application);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + extend.port() + "/thread"));

      assertThat(extend.send(request).body()).startsWith("workers-");
    }
  }

  private static long answered(MeterRegistry registry, String answer) {
    return registry.get("extend.acknowledge").tag("answer", answer).timer().count();
  }

  private void takesGoodAndRejectsForged(ConfigurableApplicationContext application)
      throws Exception {
    Extend extend = ApplicationOfATest.extend(application);
    byte[] event = Extend.freshRun("01-invoice-accepted").body();

    assertThat(extend.post(event).statusCode()).isEqualTo(200);
    HttpRequest.Builder forged =
        HttpRequest.newBuilder(URI.create("http://localhost:" + extend.port() + "/webhooks/extend"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(event));
    assertThat(extend.send(forged).statusCode()).isEqualTo(401);
    await().until(() -> data.resolve("taken").toFile().isDirectory());
  }

  private ConfigurableApplicationContext start(Class<?> source) {
    return ApplicationOfATest.start(data, source);
  }

  @Import(ApplicationOfATest.TakingInvoices.class)
  static class WithExecutorService {

    @Bean
    ExecutorService workers() {
      return Executors.newFixedThreadPool(2);
    }
  }

  @Import(ApplicationOfATest.TakingInvoices.class)
  static class WithScheduler {

    @Bean
    ThreadPoolTaskScheduler scheduler() {
      return new ThreadPoolTaskScheduler();
    }
  }

  @Import(ApplicationOfATest.TakingInvoices.class)
  static class WithOneThread {

    @Bean
    ThreadPoolTaskExecutor workers() {
      ThreadPoolTaskExecutor workers = new ThreadPoolTaskExecutor();
      workers.setMaxPoolSize(1);
      workers.setQueueCapacity(0);
      workers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
      return workers;
    }

    @Bean
    RouteBuilder thread() {
      return new RouteBuilder() {
        @Override
        public void configure() {
          from("platform-http:/thread").setBody(simple("${threadName}"));
        }
      };
    }
  }
}
