package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as delivered, and is not. */
class LostEventsTest extends RouteFiles {

  private static final String BEANS =
      """
      - beans:
          - name: seenFile
            type: java.io.File
            constructors: {0: seen.dat}
          - name: seen
            type: org.apache.camel.support.processor.idempotent.FileIdempotentRepository
            properties: {fileStore: '#bean:seenFile'}
          - name: memory
            type: org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seen | '' | file:x | stores the id of an event before its steps have run",
        "'#bean:seen' | 'eager: true,' | file:x | stores the id of an event before its steps have run",
        "memory | 'removeOnFailure: false,' | file:x | keeps the id of an event whose step has failed",
        "seen | 'eager: false,' | jms:mine | stores the id of an event before what it sends to a queue is committed"
      })
  void anAttemptThatIsDroppedAsADuplicateOfAFailedOneIsTold(
      String repository, String options, String to, String problem) throws IOException {
    idempotent(repository, options, to);

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(types + "/invoice.camel.yaml line 15");
              assertThat(fault.problem())
                  .startsWith("idempotentConsumer " + problem)
                  .contains("the next attempt is dropped, and counts as delivered");
              assertThat(fault.fix()).startsWith("remove it: ").contains("ExtendEventId");
            });
  }

  @Test
  void duplicatesThatAreForgottenWithARestartAreWarnedOf() throws IOException {
    idempotent("memory", "", "file:x");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .containsExactly(
            "idempotentConsumer remembers in memory alone which events it has seen, and none of them after a restart");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eager: false,", "skipDuplicate: false,", "disabled: true,"})
  void whatDropsNoAttemptIsNotTold(String options) throws IOException {
    idempotent("seen", options, "file:x");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  private void idempotent(String repository, String options, String to) throws IOException {
    file(
        "invoice",
        BEANS
            + route(
                "a",
                "jms:extend.accept.invoice",
                "- idempotentConsumer: {header: ExtendEventId, idempotentRepository: '%s', %s steps: [{to: '%s'}]}"
                    .formatted(repository, options, to))
            + route("mine", "jms:mine", "- log: x"));
  }
}
