package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A copy of one of the router's own route files, that staff changed. */
class CopiedFileTest extends RouteFiles {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "triage | '- to: jms:extend.others' | '- log: x' | to jms:extend.others",
        "triage | == 'NOTICE' | == 'NOTE' | when simple{${variable.kind} == 'NOTICE'}",
        "receive | name: _AMQ_DUPL_ID | name: x | setHeader _AMQ_DUPL_ID simple{${header.ExtendEventId}}",
        "receive | '- to:\n                  uri: jms:extend.inbox' | '- wireTap:\n                  uri: jms:extend.inbox' | to jms:extend.inbox with transacted=false",
        "receive | 'constant: \"503\"' | 'constant: \"200\"' | setHeader CamelHttpResponseCode constant{503}",
        "receive | 'uri: jms:extend.inbox' | 'disabled: true\n                  uri: jms:extend.inbox' | to jms:extend.inbox with transacted=false",
        "receive | 'transacted: false' | 'transacted: true' | to jms:extend.inbox with transacted=false",
        "receive | method: isDuplicate | method: notStored | when bean[ref:extendDuplicates method:isDuplicate]",
        "decisions | 'to: jms:extend.review.done' | 'log: x' | to jms:extend.review.done",
        "review | 'routeConfigurationId: review-email' | 'routeConfigurationId: mine' | routeConfigurationId review-email",
        "ledger | 'id: record-review' | 'id: mine' | the route record-review",
        "review | content} != null | content} == null | filter simple{${variable.document?.content} != null}"
      })
  void whatIsMissingIsTold(String file, String removed, String instead, String missing)
      throws IOException {
    String shipped = Files.readString(Path.of("routes", file + ".camel.yaml"));
    assertThat(shipped).contains(removed);
    Files.writeString(
        routes.resolve(file + ".camel.yaml"),
        shipped.replaceAll(Pattern.quote(removed), instead.replace("$", "\\$")));

    List<Fault> warnings = check().warnings();
    assertThat(warnings)
        .as(warnings.toString())
        .anySatisfy(
            warning -> {
              assertThat(warning.place()).endsWith("routes/%s.camel.yaml".formatted(file));
              assertThat(warning.problem())
                  .startsWith("leaves out of the jar's %s.camel.yaml: ".formatted(file))
                  .contains(missing);
              assertThat(warning.fix()).startsWith("put it back");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- filter: {simple: '${header.x} == null', steps: [{log: x}]} | filter simple{${header.x} == null}",
        "- choice: {when: [{simple: '${body} == null', steps: [{log: x}]}]} | when simple{${body} == null}",
        "- stop: {} | stop",
        "- sample: {messageFrequency: 2} | sample"
      })
  void whatKeepsEventsBackIsTold(String step, String told) throws IOException {
    String shipped = Files.readString(Path.of("routes/notices.camel.yaml"));
    Files.writeString(
        routes.resolve("notices.camel.yaml"),
        shipped.replaceFirst(
            "steps:\n", Matcher.quoteReplacement("steps:\n        " + step + "\n")));

    assertThat(check().warnings())
        .extracting(Fault::problem)
        .contains("keeps events back that the jar's notices.camel.yaml does not: " + told);
  }

  @Test
  void aStepThatIsNotDisabledIsNotLeftOut() throws IOException {
    String shipped = Files.readString(Path.of("routes/receive.camel.yaml"));
    Files.writeString(
        routes.resolve("receive.camel.yaml"),
        shipped.replace(
            "uri: jms:extend.inbox", "disabled: false\n                  uri: jms:extend.inbox"));

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @Test
  void aConfigurationThatACopyNamesIsNotLeftOut() throws IOException {
    String shipped = Files.readString(Path.of("routes/notices.camel.yaml"));
    Files.writeString(
        routes.resolve("notices.camel.yaml"),
        shipped.replaceFirst("    from:", "    routeConfigurationId: mine\n    from:")
            + "- routeConfiguration: {id: mine, onCompletion: [{onCompletion: {steps: [{log: x}]}}]}\n");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @Test
  void whatIsAddedOrWordedInAnotherWayIsNotTold() throws IOException {
    String shipped = Files.readString(Path.of("routes/notices.camel.yaml"));
    Files.writeString(
        routes.resolve("notices.camel.yaml"),
        shipped.replaceFirst("steps:\n", "steps:\n        - log: x\n        - to: file:notices\n"));

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }
}
