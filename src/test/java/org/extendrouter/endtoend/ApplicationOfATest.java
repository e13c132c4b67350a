package org.extendrouter.endtoend;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** An application that has the router as a library, and no files of settings. */
final class ApplicationOfATest {

  private ApplicationOfATest() {}

  /**
   * Starts it on a free port.
   *
   * @param data the router's directory
   * @param source its configuration
   * @param settings what differs from the defaults
   */
  static ConfigurableApplicationContext start(Path data, Class<?> source, String... settings) {
    List<String> usual =
        List.of(
            "--spring.config.location=optional:file:" + data + "/none/",
            "--server.port=0",
            "--extend.data-dir=" + data,
            "--extend.webhook.signing-secrets=" + Extend.SECRET);
    return SpringApplication.run(
        source,
        Stream.concat(usual.stream(), Stream.of(settings).map(setting -> "--" + setting))
            .toArray(String[]::new));
  }

  /** What sends webhooks to it. */
  static Extend extend(ConfigurableApplicationContext application) {
    return new Extend(((ServletWebServerApplicationContext) application).getWebServer().getPort());
  }

  /** Takes accepted invoices into the directory {@code taken}. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class TakingInvoices {

    @Bean
    RouteBuilder taken() {
      return new RouteBuilder() {
        @Override
        public void configure() {
          from("extend-jms:extend.accept.invoice").to("extend-file:{{extend.data-dir}}/taken");
        }
      };
    }
  }
}
