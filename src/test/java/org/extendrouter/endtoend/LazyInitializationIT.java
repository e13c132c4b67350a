package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The router where Spring Boot makes beans only when somebody asks for them. */
class LazyInitializationIT {

  private static final String LAZY = "spring.main.lazy-initialization=true";

  @TempDir Path data;

  @Test
  void anApplicationThatMakesItsBeansLateTakesWebhooksAndDoesTheRoutersChores() throws Exception {
    try (ConfigurableApplicationContext application =
        ApplicationOfATest.start(data, ApplicationOfATest.TakingInvoices.class, LAZY)) {
      assertThat(notMade(application.getBeanFactory())).isEmpty();

      byte[] event = Extend.freshRun("01-invoice-accepted").body();
      assertThat(ApplicationOfATest.extend(application).post(event).statusCode()).isEqualTo(200);
      await().until(() -> data.resolve("taken").toFile().isDirectory());
    }
  }

  @Test
  void standaloneItTakesWebhooksAndDoesItsChores() throws Exception {
    AtomicReference<ConfigurableApplicationContext> started = new AtomicReference<>();
    try (RunningRouter router = RunningRouter.start(data, started::set, webhooks -> {}, LAZY)) {
      assertThat(notMade(started.get().getBeanFactory())).isEmpty();

      byte[] event = Extend.freshRun("01-invoice-accepted").body();
      assertThat(router.extend().post(event).statusCode()).isEqualTo(200);
    }
  }

  /** Whatever nobody asks for, as what only has a schedule. */
  private static List<String> notMade(ConfigurableListableBeanFactory beans) {
    List<String> ofTheRouter =
        Stream.of(beans.getBeanDefinitionNames())
            .filter(name -> beans.getBeanDefinition(name).isSingleton())
            .filter(
                name ->
                    name.startsWith("extend")
                        || beans.getType(name, false).getName().startsWith("org.extendrouter."))
            .toList();
    assertThat(ofTheRouter).hasSizeGreaterThan(100);
    return ofTheRouter.stream().filter(name -> !beans.containsSingleton(name)).toList();
  }
}
