package org.extendrouter.check.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class UnknownTemplateTest {

  @TempDir Path templates;

  @ParameterizedTest
  @CsvSource({
    "tickt.ftl, did you mean ticket.ftl?",
    "Ticket.FTLH, did you mean ticket.ftlh?",
    "word.ftl, did you mean words.ftl?",
    "ticket.ftl.txt, did you mean ticket.ftl?",
    "letter.ftl, 'name it ticket.ftl, ticket.ftlh or words.ftl, include it from one of them, or remove it'"
  })
  void aTemplateUnderAnotherNameIsWarnedOf(String name, String fix) throws IOException {
    Path file = Files.writeString(templates.resolve(name), "x");

    assertThat(warnings())
        .containsExactly(new Fault(file.toString(), "no ticket is made with it", fix));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", ".ticket.ftl.swp", "words.ftl", "ticket.ftl"})
  void othersAreNot(String name) throws IOException {
    Files.writeString(templates.resolve(name), "x");

    assertThat(warnings()).isEmpty();
  }

  @Test
  void norIsOneThatAnotherIncludesNorACopyBesideTheFile() throws IOException {
    Files.writeString(templates.resolve("ticket.ftl"), "<#include \"foot.ftl\">");
    Files.writeString(templates.resolve("foot.ftl"), "x");
    Files.writeString(templates.resolve("ticket.ftl.txt"), "x");
    Files.createDirectory(templates.resolve("tickets.ftlh"));

    assertThat(warnings()).isEmpty();
  }

  @Test
  void withoutADirectoryThereIsNothingToWarnOf() {
    assertThat(UnknownTemplate.warnings(new MockEnvironment())).isEmpty();
  }

  private List<Fault> warnings() {
    return UnknownTemplate.warnings(
        new MockEnvironment().withProperty("extend.review.templates", templates.toString()));
  }
}
