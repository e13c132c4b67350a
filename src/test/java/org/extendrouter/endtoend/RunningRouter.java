package org.extendrouter.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.extendrouter.ExtendCamelRouter;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.testrun.ClassPathOnce;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * The router as an operator starts it: its own routes, an embedded broker with a journal, real
 * ports and files. Only what a test names differs from the shipped configuration.
 */
final class RunningRouter implements AutoCloseable {

  /** The tests' own branches. Those of the installation are examples, made to be changed. */
  static final Path TYPES = Path.of("src/test/routes/types");

  private static final AtomicInteger SERVER_IDS = new AtomicInteger();

  private final ConfigurableApplicationContext context;
  private final Path data;

  private RunningRouter(ConfigurableApplicationContext context, Path data) {
    this.context = context;
    this.data = data;
  }

  static RunningRouter start(Path data, String... settings) {
    return start(data, webhooks -> {}, settings);
  }

  /** Calls {@code listening} as soon as the port for webhooks is open, and then starts on. */
  static RunningRouter start(Path data, Consumer<Extend> listening, String... settings) {
    return start(data, context -> {}, listening, settings);
  }

  /** Lets {@code initializer} change what is configured before anything is made of it. */
  static RunningRouter start(
      Path data,
      ApplicationContextInitializer<?> initializer,
      Consumer<Extend> listening,
      String... settings) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("server.port", "0");
    properties.put("management.server.port", "0");
    properties.put("extend.data-dir", data.toString());
    // In-VM brokers of one JVM are told apart by this number.
    properties.put("spring.artemis.embedded.server-id", "" + SERVER_IDS.incrementAndGet());
    properties.put("camel.main.routes-include-pattern", routes(TYPES));
    properties.put("extend.webhook.signing-secrets", "wss_replaced_endpoint," + Extend.SECRET);
    properties.put("extend.redelivery.delay", "100ms");
    properties.put("extend.redelivery.max-delay", "200ms");
    properties.put("extend.redelivery.give-up-after", "600ms");
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      properties.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    String[] commandLine =
        properties.entrySet().stream()
            .map(property -> "--" + property.getKey() + "=" + property.getValue())
            .toArray(String[]::new);
    ApplicationListener<ServletWebServerInitializedEvent> portOpen =
        event -> {
          if (event.getApplicationContext().getServerNamespace() == null) {
            listening.accept(new Extend(event.getWebServer().getPort()));
          }
        };
    return ClassPathOnce.during(
        classPath ->
            new RunningRouter(
                new SpringApplicationBuilder(ExtendCamelRouter.class)
                    .resourceLoader(new DefaultResourceLoader(classPath))
                    .initializers(initializer)
                    .listeners(portOpen)
                    .run(commandLine),
                data));
  }

  /** Lets the router go by this clock. */
  static ApplicationContextInitializer<ConfigurableApplicationContext> withClock(Clock clock) {
    return context ->
        context.addBeanFactoryPostProcessor(
            factory -> {
              BeanDefinitionRegistry beans = (BeanDefinitionRegistry) factory;
              RootBeanDefinition ours = new RootBeanDefinition(Clock.class, () -> clock);
              ours.setDefaultCandidate(false);
              ours.addQualifier(new AutowireCandidateQualifier(RouterClock.class));
              beans.removeBeanDefinition("extendClock");
              beans.registerBeanDefinition("extendClock", ours);
            });
  }

  /** The value of {@code camel.main.routes-include-pattern} for these branches. */
  static String routes(Path types) {
    return "classpath:META-INF/extend/routes/*.camel.yaml,file:" + types + "/*.camel.yaml";
  }

  /** One without a broker of its own. */
  static RunningRouter withExternalBroker(Path data, int brokerPort, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "extend.broker.watch-interval=100ms",
                "spring.artemis.embedded.enabled=false",
                "spring.artemis.mode=native",
                "spring.artemis.broker-url=tcp://localhost:" + brokerPort));
    all.addAll(List.of(settings));
    return start(data, all.toArray(String[]::new));
  }

  Extend extend() {
    return new Extend(((ServletWebServerApplicationContext) context).getWebServer().getPort());
  }

  int managementPort() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
  }

  /** A queue of its embedded broker, which its first consumer or message makes. */
  Queue awaitQueue(String name) {
    return await()
        .until(
            () -> bean(EmbeddedActiveMQ.class).getActiveMQServer().locateQueue(name),
            Objects::nonNull);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The files of one event in a directory below {@code data/}, without those half written. */
  List<Path> files(String directory, String eventId) {
    Path root = data.resolve(directory);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(root)) {
      return files
          .filter(file -> file.getFileName().toString().contains(eventId))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Path> awaitFiles(String directory, String eventId, int count) {
    return await()
        .pollDelay(Duration.ZERO)
        .until(() -> files(directory, eventId), found -> found.size() >= count);
  }

  @Override
  public void close() {
    context.close();
  }
}
