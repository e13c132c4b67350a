package org.extendrouter.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.builder.DeadLetterChannelBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryRoutesTest {

  private static final String OWN = "classpath:META-INF/extend/routes/*.camel.yaml";

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);

  @TempDir private Path directory;

  @AfterEach
  void close() throws IOException {
    camel.close();
  }

  @Test
  void noneOfTheRoutersOwnRoutesTouchesAComponentOfTheApplication() {
    new LibraryRoutes(OWN).beforeApplicationStart(camel);

    assertThat(model.getRouteDefinitions())
        .isNotEmpty()
        .allSatisfy(
            route ->
                assertThat(route.toString())
                    .doesNotContainPattern("(?<![-a-z])(jms|file|smtp):")
                    .doesNotContainPattern("direct:(?!extend-)")
                    .doesNotContainPattern("extend-(?!jms:extend\\.|file:|smtp:)\\w+:"));
    assertThat(model.getRouteDefinition("extend-review-email").toString())
        .contains("extend-jms:extend.review.email", "extend-smtp:");
    assertThat(handlers(model.getRouteDefinition("extend-review-email")))
        .contains("[extend-jms:extend.review.email]", "[direct:extend-dead-letter]");
  }

  @Test
  void inABranchTheQueuesOfOthersAreTheApplications() throws Exception {
    Files.writeString(
        directory.resolve("invoice.camel.yaml"),
        """
        - route:
            id: accept-invoice
            from:
              uri: jms
              parameters:
                destinationName: extend.accept.invoice
              steps:
                - choice:
                    when:
                      - simple: ${header.ExtendReviewed}
                        steps:
                          - to: jms:queue:extend.reviewed
                          - wireTap:
                              uri: file:/srv/reviewed
                - to: jms:orders.incoming
        """);

    new LibraryRoutes("file:" + directory + "/*.camel.yaml").beforeApplicationStart(camel);

    RouteDefinition route = model.getRouteDefinition("accept-invoice");
    assertThat(route.getInput().getEndpointUri()).isEqualTo("extend-jms:extend.accept.invoice");
    assertThat(route.toString())
        .contains("[extend-jms:queue:extend.reviewed]", "extend-file:/srv/reviewed")
        .contains("[jms:orders.incoming]");
  }

  @Test
  void errorHandlingOfTheApplicationHoldsForItsRoutesAlone() throws Exception {
    camel
        .getCamelContextExtension()
        .setErrorHandlerFactory(new DeadLetterChannelBuilder("log:application"));
    camel.addRoutesConfigurations(
        new RouteConfigurationBuilder() {
          @Override
          public void configuration() {
            routeConfiguration().onException(Exception.class).handled(true).to("log:application");
          }
        });

    new LibraryRoutes(OWN).beforeApplicationStart(camel);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:later").routeId("later").to("log:later");
          }
        });

    assertThat(model.getRouteDefinitions())
        .filteredOn(route -> !route.getRouteId().equals("later"))
        .isNotEmpty()
        .allSatisfy(
            route -> {
              assertThat(route.getErrorHandlerFactory())
                  .isExactlyInstanceOf(DefaultErrorHandlerDefinition.class);
              assertThat(handlers(route)).doesNotContain("log:application");
            });
    RouteDefinition later = model.getRouteDefinition("later");
    assertThat(later.getErrorHandlerFactory()).isInstanceOf(DeadLetterChannelDefinition.class);
    assertThat(handlers(later)).contains("log:application");
  }

  @Test
  void theRouteFilterOfTheApplicationHoldsForItsRoutesAlone() throws Exception {
    model.setRouteFilterPattern("orders,later", "reminders,later");

    new LibraryRoutes(OWN).beforeApplicationStart(camel);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:orders").routeId("orders").to("log:orders");
            from("direct:later").routeId("later").to("log:later");
            from("direct:other").routeId("other").to("log:other");
          }
        });

    assertThat(model.getRouteDefinitions())
        .extracting(RouteDefinition::getRouteId)
        .contains("extend-receive", "extend-reminders", "orders")
        .doesNotContain("later", "other");
  }

  @Test
  void applicationAndRouterHaveRoutesOfTheSameNames() throws Exception {
    camel.addRoutesConfigurations(
        new RouteConfigurationBuilder() {
          @Override
          public void configuration() {
            routeConfiguration("review-email").onException(Exception.class).to("log:application");
          }
        });
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:review").routeId("triage").to("direct:run").to("log:triage");
          }
        });

    new LibraryRoutes(OWN).beforeApplicationStart(camel);

    assertThat(model.getRouteDefinition("triage").toString())
        .contains("direct:review", "direct:run", "log:triage");
    assertThat(model.getRouteDefinition("extend-triage").toString())
        .contains("extend-jms:extend.inbox", "direct:extend-sort");
    assertThat(model.getRouteConfigurationDefinitions())
        .extracting(RouteConfigurationDefinition::getId)
        .containsExactlyInAnyOrder("review-email", "extend-review-email", "extend-fetch-payload");
    assertThat(handlers(model.getRouteDefinition("extend-review-email")))
        .doesNotContain("log:application");
  }

  @Test
  void aBranchIsCalledAsItsFileSaysAndReachesTheRoutersOwnRoutes() throws Exception {
    Path types = Files.createDirectory(directory.resolve("types"));
    Files.writeString(
        types.resolve("invoice.camel.yaml"),
        """
        - route:
            id: accept-invoice
            from:
              uri: jms:extend.accept.invoice
              steps:
                - to: direct:dead-letter
                - to: direct:orders
        """);

    new LibraryRoutes(OWN + ",file:" + types + "/*.camel.yaml").beforeApplicationStart(camel);

    assertThat(model.getRouteDefinition("accept-invoice").toString())
        .contains("direct:extend-dead-letter", "direct:orders");
  }

  private static String handlers(RouteDefinition route) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(
            route.getOutputs(), OnExceptionDefinition.class)
        .toString();
  }
}
