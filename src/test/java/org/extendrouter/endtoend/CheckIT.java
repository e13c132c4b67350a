package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.extendrouter.endtoend.PackagedRouter.Ended;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes as staff make them, in front of the packaged jar. */
@ExtendWith(Distribution.class)
class CheckIT {

  private static final String SECRET = "--extend.webhook.signing-secrets=" + Extend.SECRET;

  @TempDir Path home;

  private PackagedRouter router;

  @BeforeEach
  void install() throws Exception {
    router = new PackagedRouter(home);
  }

  @Test
  void aSoundInstallationIsToldWhatIsInForceAndNothingIsTouched() throws Exception {
    router = PackagedRouter.jar(home);
    Files.writeString(
        home.resolve("routes/notices.camel.yaml"),
        Files.readString(Path.of("routes/notices.camel.yaml")) + "# ours\n");
    Files.copy(Path.of("routes/triage.camel.yaml"), home.resolve("routes/triage.camel.yaml"));

    Ended check =
        router.runToEnd(
            "--check",
            "--extend.review.channels=file,email",
            "--extend.review.email.from=router@example.com",
            "--extend.review.email.to=reviews@example.com",
            "--extend.review.email.operators=operators@example.com",
            "--extend.review.email.recipients[0].type=invoice",
            "--extend.review.email.recipients[0].to=payables@example.com");

    assertThat(check.output().lines())
        .anyMatch(
            line ->
                line.matches("invoice +0.9 +routes/types/invoice.camel.yaml +payables@example.com"))
        .anyMatch(
            line ->
                line.matches("receipt +0.85 +routes/types/receipt.camel.yaml +reviews@example.com"))
        .anyMatch(line -> line.matches("\\(failed for the account .*operators@example.com"))
        .contains("note: routes/notices.camel.yaml takes the place of the jar's notices.camel.yaml")
        .anyMatch(line -> line.startsWith("warning: extend.webhook.signing-secrets"))
        .noneMatch(line -> line.contains("triage.camel.yaml"))
        .endsWith("Nothing is wrong.");
    assertThat(check.status()).isZero();
    assertThat(router.data()).doesNotExist();
  }

  @Test
  void whatWillBeInForceIsToldBesideWhatIsWrong() throws Exception {
    Path types = home.resolve("routes/types");
    Files.writeString(
        types.resolve("lease.camel.yaml"),
        "- route:\n    from:\n      uri: jms:extend.accept.lease\n    steps: []\n");
    Files.writeString(home.resolve("routes/notices.yml"), "");

    Ended check = router.runToEnd("--check");

    assertThat(check.output().lines())
        .anyMatch(line -> line.matches("invoice +0.9 +routes/types/invoice.camel.yaml .*"))
        .anyMatch(
            line ->
                line.matches("lease +0.85 +routes/types/lease.camel.yaml \\(cannot be read\\) .*"))
        .anyMatch(line -> line.startsWith("fault: " + home + "/routes/notices.yml"));
    assertThat(check.status()).isEqualTo(1);
  }

  @Test
  void allMistakesAreListedAtOnce() throws Exception {
    Files.writeString(
        home.resolve("application.yaml"),
        "logging.level.org.foo: verbose\nextend:\n  default-threshold: 90%\n  broker.embedded: flase\n  review:\n    chanels: file\n    templates: templates\n    email.smtp.host: mail.example.com:587\n  types:\n  - type: invoice\n    treshold: 0.99\n");
    Files.writeString(
        Files.createDirectory(home.resolve("templates")).resolve("ticket.ftl"), "\n<#if reason>");
    Path types = home.resolve("routes/types");
    Files.copy(types.resolve("contract.camel.yaml"), types.resolve("lease.camel.yaml"));
    Files.writeString(home.resolve("routes/notices.yml"), "");
    Files.writeString(
        types.resolve("invoice.camel.yaml"),
        "- route:\n    from:\n      uri: jms:extnd.accept.invoice\n      steps:\n        - to: file:x?fileNmae=y\n");

    Ended check = router.runToEnd("--check", "--server.port=eighty");

    assertThat(check.output())
        .contains(
            home + "/application.yaml line 3, extend.default-threshold: \"90%\" is not a number",
            home + "/application.yaml line 1, logging.level.org.foo: \"verbose\" is not one of",
            "fault: server.port (",
            "\"eighty\" is not a number",
            "application.yaml line 4, extend.broker.embedded: \"flase\" is not true or false",
            "did you mean extend.review.channels?",
            "did you mean extend.types[0].threshold?",
            "extend.review.email.smtp.host: is not the name of a host",
            home + "/templates/ticket.ftl line 2: Unexpected end of file",
            "note: what will be in force is told as soon as the settings can be used",
            "note: templates/ticket.ftl takes the place of the jar's ticket.ftl",
            home + "/routes/notices.yml",
            "did you mean jms:extend.accept.invoice?",
            "no option \"fileNmae\"")
        .doesNotContain("(in the jar)")
        .containsPattern(
            "contract.camel.yaml line \\d+ and .*/lease.camel.yaml line \\d+: 2 routes");
    assertThat(check.status()).isEqualTo(1);
    assertThat(router.data()).doesNotExist();
  }

  @Test
  void aPortInUseStopsTheStartAndNamesItsSetting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Ended start = router.runToEnd(SECRET, "--server.port=" + taken.getLocalPort());

      assertThat(start.output())
          .contains("server.port", "another process uses port " + taken.getLocalPort())
          .doesNotContain("\tat ");
      assertThat(start.status()).isEqualTo(1);
    }
  }

  @Test
  void brokenYamlIsToldWithItsFileBesideWhatElseIsWrong() throws Exception {
    Files.writeString(home.resolve("application.yaml"), "extend:\n  webhook:\n path: /x\n");
    Files.writeString(home.resolve("more.yaml"), "a: [\n");
    Files.writeString(home.resolve("routes/notices.yml"), "");

    Ended check = router.runToEnd("--check", "--spring.config.additional-location=file:more.yaml");

    assertThat(check.output().lines())
        .anyMatch(line -> line.startsWith("fault: " + home + "/application.yaml line 3"))
        .anyMatch(line -> line.startsWith("fault: " + home + "/more.yaml line 2"))
        .anyMatch(line -> line.startsWith("fault: " + home + "/routes/notices.yml"))
        .endsWith("3 to fix.");
    assertThat(check.status()).isEqualTo(1);
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aSecondRouterOnTheSameDirectoryEndsAndSaysWhoHoldsItAndAlsoOnceItsLockFileIsDeleted()
      throws Exception {
    try (PackagedRouter first = router.start()) {
      Ended second = router.runToEnd(SECRET);

      assertThat(second.status()).isEqualTo(1);
      assertThat(second.output())
          .contains("another router, process ", " uses " + router.data())
          .doesNotContain("\tat ");

      Ended asked = router.terminateWhileItStarts(PackagedRouter.PATIENCE, SECRET);

      assertThat(asked.status()).isIn(PackagedRouter.TERMINATED, 1);
      assertThat(asked.output()).doesNotContain("Started ");

      Files.delete(router.data().resolve("broker/router.lock"));

      Ended third = router.runToEnd(SECRET);

      assertThat(third.status()).isEqualTo(1);
      assertThat(third.output()).contains("another router uses " + router.data());
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      assertThat(first.extend().post(event.body()).statusCode()).isEqualTo(200);
    }
  }
}
