package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** The router in an application that traces what it does, by an OpenTelemetry of its own. */
class TracingInApplicationIT {

  @TempDir Path data;

  @Test
  void eventsAreTracesOfTheApplicationsOpenTelemetryAndItsOwnRoutesAreLeftAlone() throws Exception {
    try (ConfigurableApplicationContext application = start()) {
      List<ILoggingEvent> log = listen();
      String event = post(application);
      InMemorySpanExporter spans = application.getBean(InMemorySpanExporter.class);
      // Those of a route end with the commit; that and the application's own may come later.
      for (String name :
          List.of(
              "POST /webhooks/extend",
              "process extend.inbox",
              "process extend.accept.invoice",
              "the application's")) {
        await().until(() -> find(spans, name) != null);
      }
      SpanData delivery =
          await().until(() -> find(spans, "send extend-file"), found -> found != null);
      await()
          .until(
              () ->
                  log.stream()
                      .anyMatch(line -> line.getFormattedMessage().startsWith("delivered ")));

      List<SpanData> way =
          spans.getFinishedSpanItems().stream()
              .filter(span -> span.getTraceId().equals(delivery.getTraceId()))
              .toList();
      assertThat(way)
          .extracting(SpanData::getName)
          .contains(
              "POST /webhooks/extend",
              "process extend.inbox",
              "process extend.accept.invoice",
              "send extend-file");
      assertThat(way)
          .filteredOn(span -> span.getName().equals("POST /webhooks/extend"))
          .as("the trace begins there, whatever the application takes over from requests")
          .singleElement()
          .matches(span -> !span.getParentSpanContext().isValid());
      assertThat(way.toString()).contains(event);
      assertThat(log)
          .filteredOn(line -> line.getFormattedMessage().matches("(received|triaged|delivered) .*"))
          .as("the application's log may show it")
          .hasSize(3)
          .allMatch(line -> delivery.getTraceId().equals(line.getMDCPropertyMap().get("traceId")));
      Set<String> names =
          spans.getFinishedSpanItems().stream().map(SpanData::getName).collect(Collectors.toSet());
      assertThat(names).contains("the application's").doesNotContain("send file");
      await().untilAsserted(() -> assertThat(data.resolve("own")).isNotEmptyDirectory());
    }
  }

  @Test
  void theApplicationMayTurnItOff() throws Exception {
    try (ConfigurableApplicationContext application = start("management.tracing.enabled=false")) {
      post(application);
      await().until(() -> data.resolve("taken").toFile().isDirectory());
      InMemorySpanExporter spans = application.getBean(InMemorySpanExporter.class);
      await().until(() -> !spans.getFinishedSpanItems().isEmpty());

      assertThat(spans.getFinishedSpanItems().stream().map(SpanData::getName))
          .containsOnly("the application's");
    }
  }

  /** What is logged from now on. */
  private static List<ILoggingEvent> listen() {
    List<ILoggingEvent> log = new CopyOnWriteArrayList<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent line) {
            line.prepareForDeferredProcessing();
            log.add(line);
          }
        };
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
    return log;
  }

  private static SpanData find(InMemorySpanExporter spans, String name) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String post(ConfigurableApplicationContext application) throws Exception {
    Extend.Event event = Extend.freshRun("01-invoice-accepted");
    assertThat(ApplicationOfATest.extend(application).post(event.body()).statusCode())
        .isEqualTo(200);
    return event.id();
  }

  private ConfigurableApplicationContext start(String... settings) {
    return ApplicationOfATest.start(
        data,
        Application.class,
        Stream.concat(Stream.of(settings), Stream.of("own=" + data.resolve("own")))
            .toArray(String[]::new));
  }

  /** What an application may have. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    InMemorySpanExporter spans() {
      return InMemorySpanExporter.create();
    }

    @Bean
    SdkTracerProvider tracerProvider(InMemorySpanExporter spans) {
      return SdkTracerProvider.builder()
          .addSpanProcessor(SimpleSpanProcessor.create(spans))
          .build();
    }

    @Bean
    ContextPropagators propagators() {
      return ContextPropagators.create(W3CTraceContextPropagator.getInstance());
    }

    /** As instrumentation of servlets does. */
    @Bean
    FilterRegistrationBean<Filter> ownSpans(SdkTracerProvider provider) {
      FilterRegistrationBean<Filter> registration =
          new FilterRegistrationBean<>(
              (request, response, chain) -> {
                Span span = provider.get("own").spanBuilder("the application's").startSpan();
                Scope scope = span.makeCurrent();
                try {
                  chain.doFilter(request, response);
                } finally {
                  scope.close();
                  span.end();
                }
              });
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return registration;
    }

    @Bean
    RoutesBuilder routes() {
      return new RouteBuilder() {
        @Override
        public void configure() {
          from("extend-jms:extend.accept.invoice").to("extend-file:{{extend.data-dir}}/taken");
          from("timer:own?repeatCount=1&delay=0").setBody(constant("own")).to("file:{{own}}");
        }
      };
    }
  }
}
