package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

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

  @Test
  void standaloneItTakesWebhooksWithErrorHandlersBridged() throws Exception {
    try (RunningRouter router = RunningRouter.start(data, BRIDGED)) {
      byte[] event = Extend.freshRun("01-invoice-accepted").body();
      assertThat(router.extend().post(event).statusCode()).isEqualTo(200);
    }
  }
}
