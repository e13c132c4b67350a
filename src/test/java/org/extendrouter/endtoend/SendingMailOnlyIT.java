package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Camel-mail lacks the fixes of Camel's patch release; what they fix cannot be reached. */
class SendingMailOnlyIT {

  @TempDir static Path data;

  @AutoClose static RunningRouter router;

  @BeforeAll
  static void start() {
    router = RunningRouter.start(data);
  }

  @ParameterizedTest
  @ValueSource(strings = {"imap", "imaps", "pop3", "pop3s"})
  void noRouteReadsMail(String scheme) {
    String uri = scheme + "://mail.example.com?username=a&password=hunter2";
    assertThatThrownBy(() -> addRoute(routes -> routes.from(uri).to("log:mail")))
        .hasStackTraceContaining("An endpoint " + scheme + "://... cannot be used here")
        .satisfies(failure -> assertThat(failure).rootCause().hasMessageNotContaining("hunter2"));
  }

  @Test
  void noRouteReadsMailFromWhereItIsSentTo() {
    assertThatThrownBy(() -> addRoute(routes -> routes.from("smtp://localhost").to("log:mail")))
        .hasStackTraceContaining("smtp");
  }

  @Test
  void noRouteTakesMailApart() {
    assertThatThrownBy(
            () -> addRoute(routes -> routes.from("direct:apart").unmarshal().mimeMultipart()))
        .hasStackTraceContaining("The data format mimeMultipart cannot be used here");
  }

  @Test
  void theShippedRoutesSendMailAlone() {
    assertThat(router.bean(CamelContext.class).getEndpoints())
        .extracting(endpoint -> endpoint.getEndpointUri())
        .noneMatch(uri -> uri.matches("(imap|pop3)s?:.*"));
  }

  private static void addRoute(Routes routes) throws Exception {
    router
        .bean(CamelContext.class)
        .addRoutes(
            new RouteBuilder() {
              @Override
              public void configure() {
                routes.add(this);
              }
            });
  }

  private interface Routes {
    void add(RouteBuilder routes);
  }
}
