package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.spi.ExchangeFactory;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The router beside options of Camel's for all routes. */
class CamelOptionsIT {

  private static final String BRIDGED = "camel.main.endpoint-bridge-error-handler=true";

  @TempDir Path data;

  @Test
  void anApplicationThatHasSetThemForItsOwnRoutesTakesWebhooks() throws Exception {
    try (ConfigurableApplicationContext application =
        ApplicationOfATest.start(
            data,
            ApplicationOfATest.TakingInvoices.class,
            BRIDGED,
            "camel.main.route-filter-exclude-pattern=reminders,open-tickets,review-folders")) {
      byte[] event = Extend.freshRun("01-invoice-accepted").body();
      assertThat(ApplicationOfATest.extend(application).post(event).statusCode()).isEqualTo(200);
      await().until(() -> data.resolve("taken").toFile().isDirectory());
      assertThat(application.getBean(CamelContext.class).getRoutes())
          .extracting(Route::getRouteId)
          .contains("extend-reminders", "extend-open-tickets");
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {PooledByABean.class, PooledByAConfiguration.class})
  void anApplicationThatPoolsExchangesDoesNotStart(Class<?> application) {
    assertThatThrownBy(() -> ApplicationOfATest.start(data, application).close())
        .hasStackTraceContaining(
            PooledExchangeFactory.class.getName()
                + ": this exchange factory lets one event get the content or the answer of another:"
                + " remove it");
  }

  @Test
  void standaloneItTakesWebhooksWithErrorHandlersBridged() throws Exception {
    try (RunningRouter router = RunningRouter.start(data, BRIDGED)) {
      byte[] event = Extend.freshRun("01-invoice-accepted").body();
      assertThat(router.extend().post(event).statusCode()).isEqualTo(200);
    }
  }

  @Import(ApplicationOfATest.TakingInvoices.class)
  static class PooledByABean {

    @Bean
    ExchangeFactory exchangeFactory() {
      return new PooledExchangeFactory();
    }
  }

  @Import(ApplicationOfATest.TakingInvoices.class)
  static class PooledByAConfiguration {

    /** After all of the router's. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    CamelContextConfiguration pooling() {
      return new CamelContextConfiguration() {
        @Override
        public void beforeApplicationStart(CamelContext camel) {
          camel.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        }

        @Override
        public void afterApplicationStart(CamelContext camel) {
          // All is done before.
        }
      };
    }
  }
}
