package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.extendrouter.ExtendCamelRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {

  @TempDir Path home;

  @Test
  void anUnknownLevelOfTheWholeLogIsToldWithItsLine() throws IOException {
    Path file = Files.writeString(home.resolve("mine.yaml"), "logging.level.root: TRAC\n");

    assertThat(check("--spring.config.additional-location=file:" + file))
        .contains(
            "fault: "
                + file
                + " line 1, logging.level.root: \"TRAC\" is not one of trace, debug, info")
        .contains("did you mean trace?");
  }

  @Test
  void anUnknownLevelOfAnArgumentIsToldAsItIsWritten() {
    assertThat(check("--logging.level.root=WRAN"))
        .contains("logging.level.root (")
        .contains("\"WRAN\" is not one of")
        .contains("did you mean warn?");
  }

  @Test
  void aLogThatIsADirectoryIsToldByItsSettingAndNotByAStackTrace() {
    assertThat(check("--logging.file.name=" + home))
        .contains("fault: logging.file.name (")
        .contains(home + " cannot be written (Is a directory): let the router's user write it")
        .doesNotContain("\tat ");
  }

  @Test
  void aLogInAFileThatIsNoDirectoryIsToldByItsSetting() throws Exception {
    Path file = Files.createFile(home.resolve("logs"));

    assertThat(check("--logging.file.path=" + file))
        .contains("fault: logging.file.path (", file + "/spring.log cannot be written (");
    assertThat(check("--logging.file.name=" + home.resolve("new/router.log")))
        .doesNotContain("cannot be written");
  }

  @Test
  void aLogInADirectoryThatIsALinkIsNot() throws Exception {
    Files.createDirectory(home.resolve("elsewhere"));
    Files.createSymbolicLink(home.resolve("logs"), home.resolve("elsewhere"));

    assertThat(check("--logging.file.name=" + home.resolve("logs/router.log")))
        .doesNotContain("cannot be written");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          route-filter-exclude-pattern | reminders,open-tickets | open-tickets
          route-filter-exclude-pattern | jms:extend.inbox* | triage
          route-filter-include-pattern | accept-* | receive
          """)
  void aFilterOfRoutesThatLeavesOutOneOfTheRoutersIsTold(String key, String pattern, String route) {
    assertThat(check("--camel.main." + key + "=" + pattern))
        .contains("fault: camel.main." + key + " (")
        .containsPattern("leaves out routes of the router's own: .*\\b" + route + "\\b")
        .doesNotContain("is missing, so that");
  }

  @Test
  void aFilterOfRoutesThatLeavesOutTheInstallationsOwnIsNot() {
    assertThat(check("--camel.main.route-filter-exclude-pattern=accept-receipt"))
        .doesNotContain("leaves out");
  }

  @Test
  void theShippedThresholdThatAnArgumentDropsIsWarnedOf() {
    assertThat(check("--extend.types[0].type=receipt"))
        .containsPattern(
            "warning: extend.types \\(.*commandLineArgs.*\\): replaces the list of .*"
                + "application.yaml as a whole: it drops invoice, the threshold of invoice: repeat");
  }

  @Test
  void whatAnEmbeddedBrokerHasStoredIsWarnedOfBeforeTheChangeToAnExternalOne() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("mine.yaml"),
            """
            extend.data-dir: %s
            spring.artemis:
              embedded.enabled: false
              mode: native
              broker-url: tcp://broker.example.com:61616
            """
                .formatted(home));
    String argument = "--spring.config.additional-location=file:" + file;
    assertThat(check(argument)).doesNotContain("embedded broker");
    Path journal = Files.createDirectories(home.resolve("broker/journal"));
    Files.createFile(journal.resolve("activemq-data-1.amq"));

    assertThat(check(argument))
        .contains(
            "warning: %s line 3, spring.artemis.embedded.enabled: is false: what the embedded broker has stored in %s stays there"
                .formatted(file, home.resolve("broker")))
        .contains("and move %s away".formatted(home.resolve("broker")))
        .contains("Nothing is wrong");
  }

  private static String check(String argument) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CheckCommand(new PrintStream(out, true, StandardCharsets.UTF_8))
        .run(ExtendCamelRouter.class, "--check", argument);
    return out.toString(StandardCharsets.UTF_8);
  }
}
