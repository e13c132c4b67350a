package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Webhooks that come while the port is open and the route for them does not run. */
@ExtendWith(OutputCaptureExtension.class)
class NotReceivingIT {

  private static final String DOES_NOT_RUN =
      "rejected a webhook, NOT_STARTED: the route receive does not run, answered 503";

  @TempDir Path data;

  @Test
  void aWebhookThatComesWhileAnOperatorHasStoppedTheRouteIsSentAgain(CapturedOutput output)
      throws Exception {
    try (RunningRouter router = RunningRouter.start(data)) {
      RouteController routes = router.bean(CamelContext.class).getRouteController();
      routes.stopRoute("receive");
      assertThatItIsSentAgain(router.extend(), DOES_NOT_RUN, output);
      routes.startRoute("receive");
      assertThat(post(router.extend()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aWebhookThatComesBeforeAnApplicationStartsTheRoutesIsSentAgain(CapturedOutput output)
      throws Exception {
    try (ConfigurableApplicationContext application = start("camel.main.auto-startup=false")) {
      Extend extend = ApplicationOfATest.extend(application);
      assertThatItIsSentAgain(extend, DOES_NOT_RUN, output);
      assertThat(output).doesNotContain("ANSWERED_BY_APPLICATION");
      assertThat(inbox(application)).isEqualTo(Status.OUT_OF_SERVICE);

      application.getBean(CamelContext.class).getRouteController().startAllRoutes();
      assertThat(post(extend).statusCode()).isEqualTo(200);
      assertThat(inbox(application)).isEqualTo(Status.UP);
    }
  }

  @Test
  void aWebhookThatComesBeforeCamelStartsTheRoutesIsSentAgain(CapturedOutput output)
      throws Exception {
    try (ConfigurableApplicationContext application =
        start("camel.routecontroller.enabled=true", "camel.routecontroller.initial-delay=4000")) {
      Extend extend = ApplicationOfATest.extend(application);
      assertThatItIsSentAgain(extend, DOES_NOT_RUN, output);
      assertThat(inbox(application)).isEqualTo(Status.OUT_OF_SERVICE);

      await().until(() -> post(extend).statusCode() == 200);
      assertThat(inbox(application)).isEqualTo(Status.UP);
    }
  }

  @Test
  void aWebhookThatComesWhileTheRouterEndsIsNotSaidToMeetItsStart(CapturedOutput output)
      throws Exception {
    try (RunningRouter router = RunningRouter.start(data)) {
      router.bean(CamelContext.class).stop();
      assertThatItIsSentAgain(
          router.extend(), "NOT_STARTED: the router is ending, answered 503", output);
      assertThat(output).doesNotContain("the router is starting");
    }
  }

  private static void assertThatItIsSentAgain(Extend extend, String line, CapturedOutput output)
      throws Exception {
    HttpResponse<String> answer = post(extend);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    await().untilAsserted(() -> assertThat(output).contains(line));
  }

  private static HttpResponse<String> post(Extend extend) throws Exception {
    return extend.post(Extend.freshRun("01-invoice-accepted").body());
  }

  private static Status inbox(ConfigurableApplicationContext application) {
    return application.getBean(HealthEndpoint.class).healthForPath("extendInbox").getStatus();
  }

  private ConfigurableApplicationContext start(String... settings) {
    return ApplicationOfATest.start(data, ApplicationOfATest.TakingInvoices.class, settings);
  }
}
