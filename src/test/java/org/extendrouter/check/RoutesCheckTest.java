package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;
import org.extendrouter.routes.RouteFiles;
import org.extendrouter.triage.Triage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class RoutesCheckTest {

  @TempDir Path home;

  private final StandardEnvironment environment = new StandardEnvironment();
  private Path routes;
  private Path types;

  @BeforeEach
  void layOut() throws IOException {
    routes = home.resolve("routes");
    types = Files.createDirectories(routes.resolve("types"));
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "settings",
                Map.of(
                    "extend.data-dir", home.resolve("data").toString(),
                    "extend.webhook.path", "/webhooks/extend",
                    "extend.review.email.smtp.host", "localhost",
                    "extend.review.email.smtp.port", "25")));
  }

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> types = Files.list(Path.of("routes/types"));
        Stream<Path> examples = Files.list(Path.of("routes/examples"))) {
      return Stream.concat(types, examples).toList().stream();
    }
  }

  /** The one test of the shipped branches: what they do with a run is for staff to change. */
  @ParameterizedTest
  @MethodSource("shipped")
  void theShippedBranchesAreSound(Path file) throws IOException {
    String type = file.getFileName().toString().replaceAll("-over-http|\\.camel\\.yaml", "");
    Files.copy(file, types.resolve(type + ".camel.yaml"));

    assertThat(check().faults()).isEmpty();
    assertThat(trial(type)).isEmpty();
    assertThat(Files.readString(file))
        .contains("uri: jms:extend.accept." + type + "\n")
        .contains("    id: ", "    description: ");
  }

  @Test
  void theRoutersOwnFitTogether() {
    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @Test
  void aTypoInAQueueNameIsTold() throws IOException {
    type("invoice", "jms:extnd.accept.invoice", "- log: x");

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 4",
                "has no route from jms:extend.accept.<type>",
                "jms:extnd.accept.invoice: did you mean jms:extend.accept.invoice?"));
  }

  @Test
  void twoRoutesThatConsumeOneQueueAreToldWithBothFiles() throws IOException {
    type("contract", "jms:extend.accept.contract", "- log: x");
    type("lease", "jms:extend.accept.contract", "- log: x");

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place())
                  .isEqualTo(
                      "%1$s/contract.camel.yaml line 4 and %1$s/lease.camel.yaml line 4"
                          .formatted(types));
              assertThat(fault.problem())
                  .startsWith("2 routes consume the queue extend.accept.contract");
            });
  }

  @Test
  void aTypoIsToldInEveryStepThatSends() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- toD: jms:extnd.one",
        "- wireTap:",
        "    uri: jms:extnd.two",
        "- toD: jms:extend.accept.${header.ExtendBranch}");

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactlyInAnyOrder(
            "sends to the queue extnd.one, which no route consumes",
            "sends to the queue extnd.two, which no route consumes");
  }

  @Test
  void aHandlerThatHoldsForAllRoutesIsTold() throws IOException {
    Files.writeString(
        types.resolve("invoice.camel.yaml"),
        """
        - routeConfiguration:
            onException:
              - onException:
                  exception: [java.lang.Exception]
                  handled:
                    constant: "true"
        - route:
            from:
              uri: jms:extend.accept.invoice
              steps:
                - log: x
        """);

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly(
            "a routeConfiguration without an id holds for the router's own routes, too");
  }

  @Test
  void aRunThatComesBackToTheInboxAndACatchAllAreTold() throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- to: jms:extend.inbox");
    type("all", "jms:extend.accept.#", "- log: x");

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactlyInAnyOrder(
            "sends to the queue extend.inbox, so that its runs come back to it for ever",
            "\"#\" is not the name of one branch");
  }

  @Test
  void aConsumerThatLosesWhatItTakesIsTold() throws IOException {
    type("contract", "jms:extend.accept.contract?transacted=false", "- log: x");
    type("lease", "jms:extend.accept.lease?concurrentConsumers=2&asyncConsumer=true", "- log: x");

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactlyInAnyOrder(
            "transacted=false loses what it has taken when a step fails or the process dies",
            "asyncConsumer=true loses what it has taken when a step fails or the process dies");
  }

  @Test
  void aStepThatSendsWhatIsNotStoredIsTold() throws IOException {
    type(
        "contract",
        "jms:extend.accept.contract",
        "- toD: jms:partner.${header.ExtendType}?deliveryPersistent=false");
    type("lease", "jms:extend.accept.lease", "- to: jms:extend.notices?deliveryMode=1");

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactlyInAnyOrder(
            "deliveryPersistent=false loses what it has sent, and its dead letters, when the broker ends",
            "deliveryMode=1 loses what it has sent, and its dead letters, when the broker ends");
  }

  @Test
  void aCopiedFileIsToldThoughItsRouteHasTheSameId() throws IOException {
    type("contract", "jms:extend.accept.contract", "- log: x");
    Files.copy(types.resolve("contract.camel.yaml"), types.resolve("copy.camel.yaml"));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly(
            "2 routes consume the queue extend.accept.contract, so that each gets a part of it",
            "2 routes have the id contract");
  }

  @Test
  void anOverrideWithoutTheRouteThatTakesFromTheInboxIsTold() throws IOException {
    Files.writeString(
        routes.resolve("triage.camel.yaml"),
        Files.readString(Path.of("routes/triage.camel.yaml"))
            .replace("uri: jms:extend.inbox", "uri: jms:extend.inbux"));

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).startsWith("routes/receive.camel.yaml (in the jar) line ");
              assertThat(fault.problem())
                  .isEqualTo("sends to the queue extend.inbox, which no route consumes");
              assertThat(fault.fix()).isEqualTo("did you mean jms:extend.inbux?");
            });
  }

  @Test
  void aQueueThatNoRouteConsumesIsAFaultUnlessTheBrokerIsShared() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to: jms:partner.invoices",
        "- to: jms:extend.invoices",
        "- to: direct:nowhere",
        "- to: jms:topic:news",
        "- toD: jms:${header.x}");

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly(
            "sends to the queue partner.invoices, which no route consumes",
            "sends to the queue extend.invoices, which no route consumes",
            "sends to direct:nowhere, which no route consumes");

    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("broker", Map.of("extend.broker.embedded", "false")));
    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly(
            "sends to the queue extend.invoices, which no route consumes",
            "sends to direct:nowhere, which no route consumes");
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .containsExactly("sends to the queue partner.invoices, which no route consumes");
  }

  @Test
  void aTypeHasOneRouteAndAsManyHelpersAsItLikes() throws IOException {
    Files.writeString(
        types.resolve("invoice.camel.yaml"),
        route("a", "jms:extend.accept.invoice", "- to: direct:b")
            + route("b", "direct:b", "- log: x"));
    assertThat(check().faults()).isEmpty();

    Files.writeString(
        types.resolve("invoice.camel.yaml"),
        route("a", "jms:extend.accept.invoice", "- log: x")
            + route("b", "jms:extend.accept.receipt", "- log: x"));
    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly("has 2 routes from jms:extend.accept.<type>");

    Files.writeString(types.resolve("invoice.camel.yaml"), route("a", "timer:a", "- log: x"));
    assertThat(check().faults())
        .extracting(Fault::fix)
        .containsExactly(
            "write a route from jms:extend.accept.invoice, or move the file out of types/");
  }

  @Test
  void aMisplacedStepIsToldWithItsLineAndPath() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to:",
        "    uri: file:x",
        "    paramters:",
        "      fileName: x",
        "- log: x",
        "  to: file:y");

    assertThat(check().faults())
        .containsExactlyInAnyOrder(
            new Fault(
                types + "/invoice.camel.yaml line 8 ([0]/route/from/steps[0]/to)",
                "\"paramters\" cannot stand here",
                "did you mean parameters?"),
            new Fault(
                types + "/invoice.camel.yaml line 10 ([0]/route/from/steps[1])",
                "holds more than one step",
                "begin each step with \"- \""));
  }

  @Test
  void whatIsNoYamlIsToldWithItsLine() throws IOException {
    Files.writeString(types.resolve("a.camel.yaml"), "- route:\n    id: a\n   from:\n");
    Files.writeString(types.resolve("b.camel.yaml"), "route:\n  id: b\n");
    Files.writeString(types.resolve("c.camel.yaml"), "");

    assertThat(check().faults())
        .extracting(Fault::place)
        .containsExactly(
            types + "/a.camel.yaml line 3 column 4",
            types + "/b.camel.yaml line 1",
            types + "/c.camel.yaml");
  }

  @Test
  void unknownPartsOfEachRouteAreTold() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to: kafka:invoices",
        "- to: file:x?fileNmae=y",
        "- to: file:{{no.such.setting}}",
        "- setBody:",
        "    simple: ${hedaer.x}",
        "- bean: noSuchBean");

    assertThat(trial("invoice"))
        .extracting(
            fault ->
                fault.place().replace(types + "/invoice.camel.yaml ", "") + ": " + fault.problem())
        .contains(
            "line 6: there is no component \"kafka\"",
            "line 7: the endpoint has no option \"fileNmae\"",
            "line 8: there is no setting \"no.such.setting\"");
  }

  @Test
  void unknownBeansMethodsAndFunctionsAreTold() throws IOException {
    type("a", "jms:extend.accept.a", "- setBody:", "    simple: ${hedaer.x}");
    type("b", "jms:extend.accept.b", "- bean:", "    ref: noSuchBean");
    type(
        "c",
        "jms:extend.accept.c",
        "- setBody:",
        "    method:",
        "      ref: triage",
        "      method: decied");
    type("d", "jms:extend.accept.d", "- bean:", "    ref: triage", "    method: decide");

    assertThat(trial("a"))
        .extracting(Fault::problem)
        .containsExactly("Simple has no function \"hedaer.x\"");
    assertThat(trial("b"))
        .extracting(Fault::problem)
        .containsExactly("there is no bean \"noSuchBean\"");
    assertThat(trial("c"))
        .extracting(Fault::problem)
        .containsExactly("the bean has no method \"decied\"");
    assertThat(trial("d")).isEmpty();
  }

  @Test
  void aTrialTouchesNothing() throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- to: file:{{extend.data-dir}}/accepted");

    assertThat(trial("invoice")).isEmpty();
    assertThat(home.resolve("data")).doesNotExist();
  }

  @Test
  void namesAndDirectoriesAreTold() throws IOException {
    Files.writeString(routes.resolve("notices.yml"), "");
    Files.writeString(routes.resolve("triage.yaml"), "# a copy of an earlier version, changed");

    assertThat(RouteFilesCheck.faults(files()))
        .satisfiesExactly(
            fault -> {
              assertThat(fault.place()).isEqualTo(routes + "/notices.yml");
              assertThat(fault.fix()).startsWith("rename it to notices.camel.yaml");
            },
            fault -> {
              assertThat(fault.place()).isEqualTo(routes + "/triage.yaml");
              assertThat(fault.fix())
                  .startsWith("remove it: the router's own routes are in the jar");
            });
  }

  @Test
  void aDirectoryWithoutAnInstallationIsTold() throws IOException {
    Files.delete(types);

    assertThat(RouteFilesCheck.faults(files()))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(types.toString());
              assertThat(fault.fix()).contains("in the directory that holds application.yaml");
            });
    assertThat(RouteFilesCheck.faults(RouteFiles.find("file:" + types + "/*.camel.yaml")))
        .extracting(Fault::place)
        .contains("extend.routes (standalone camel.main.routes-include-pattern)");
  }

  private void type(String name, String from, String... steps) throws IOException {
    Files.writeString(types.resolve(name + ".camel.yaml"), route(name, from, steps));
  }

  private static String route(String id, String from, String... steps) {
    return "- route:\n    id: %s\n    from:\n      uri: %s\n      steps:\n        %s\n"
        .formatted(id, from, String.join("\n        ", steps));
  }

  private RouteFiles files() {
    return RouteFiles.find(
        "classpath:META-INF/extend/routes/*.camel.yaml,file:%s/*.camel.yaml,file:%s/*.camel.yaml"
            .formatted(routes, types));
  }

  private RouteModelCheck.Result check() {
    return new RoutesCheck(environment, null).of(files().inForce());
  }

  private List<Fault> trial(String type) {
    DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    beans.registerBeanDefinition("triage", new RootBeanDefinition(Triage.class));
    beans.registerBeanDefinition("eventMapper", new RootBeanDefinition(ObjectMapper.class));
    RouteFile file =
        files().inForce().stream()
            .filter(candidate -> candidate.role() == Role.TYPE)
            .filter(candidate -> candidate.name().equals(type + ".camel.yaml"))
            .findFirst()
            .orElseThrow();
    return new RouteTrial(environment, beans).faults(file);
  }
}
