package org.extendrouter.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.extendrouter.triage.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TicketTemplatesTest {

  private static final String HOSTILE = "<b>${1+1}</b><#list 1..9 as x>";

  @TempDir Path directory;

  private final Ticket ticket =
      TicketWriterTest.ticket(
          "{\"file\":{\"name\":\"%s\"}}".formatted(HOSTILE), Reason.UNROUTED_TYPE);

  @Test
  void anInstallationPutsItsOwnTemplatesInPlaceOfTheJars() throws IOException {
    own(
        "ticket.ftlh",
        "<#include \"words.ftl\"><h1>${say(explanation)}</h1><#list facts as fact>${fact.value}</#list>");
    own(
        "words.ftl",
        shipped("words.ftl")
            .replace(
                "words = {}",
                "words = {\"Document\": \"File\", \"%s\": \"Nobody wants it.\"}"
                    .formatted(Reason.UNROUTED_TYPE.words())));
    TicketTemplates templates = new TicketTemplates(directory);

    assertThat(templates.text(ticket))
        .startsWith("REVIEW: UNROUTED_TYPE\n")
        .contains("\n\nNobody wants it.\n\nFile ")
        .contains(HOSTILE);
    assertThat(templates.html(ticket))
        .startsWith("<h1>Nobody wants it.</h1>&lt;b&gt;${1+1}&lt;/b&gt;&lt;#list 1..9 as x&gt;");
    assertThat(TicketTemplates.problems(directory)).isEmpty();
  }

  @Test
  void theJarsOwnTemplatesWorkFromADirectoryToo() throws IOException {
    for (String name : new String[] {"ticket.ftl", "ticket.ftlh", "words.ftl"}) {
      own(name, shipped(name));
    }
    TicketTemplates jar = new TicketTemplates((Path) null);
    TicketTemplates copies = new TicketTemplates(directory);

    assertThat(copies.text(ticket)).isEqualTo(jar.text(ticket));
    assertThat(copies.html(ticket)).isEqualTo(jar.html(ticket));
  }

  @Test
  void oneThatIsAddedWhileTheRouterRunsIsInForceWithinSecondsAndTheJarsOnceItIsRemoved()
      throws IOException {
    own("ticket.ftlh", shipped("ticket.ftlh"));
    TicketTemplates templates = new TicketTemplates(directory);
    String shipped = templates.text(ticket);

    own("ticket.ftl", "Our own: ${reason}");
    await().until(() -> templates.text(ticket).equals("Our own: UNROUTED_TYPE"));

    Files.delete(directory.resolve("ticket.ftl"));
    await().until(() -> templates.text(ticket).equals(shipped));

    own(
        "words.ftl",
        shipped("words.ftl").replace("words = {}", "words = {\"Document\": \"File\"}"));
    await().until(() -> templates.text(ticket).contains("\n\nFile "));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("ticket.ftl", "REVIEW\n\n<#if reason>", "ticket.ftl line 3: "),
        Arguments.of("ticket.ftl", "REVIEW\n${reson}", "ticket.ftl line 2: "),
        Arguments.of("words.ftl", "<#assign words = {>", "words.ftl line 1: "),
        Arguments.of(
            "ticket.ftl", "<#list 1..9999999 as x>${reason}</#list>", "2000000 characters"),
        Arguments.of("ticket.ftl", "<#macro m><@m/></#macro><@m/>", "calls itself without end"),
        Arguments.of("ticket.ftl", "<#include \"../secret.ftl\">", "ticket.ftl line 1: "),
        Arguments.of(
            "ticket.ftl", "${\"freemarker.template.utility.Execute\"?new()(\"id\")}", "line 1: "),
        Arguments.of("ticket.ftl", "${facts?api.getClass()}", "line 1: "),
        Arguments.of("ticket.ftl", "${reason.class}", "line 1: "));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void oneThatFailsIsToldOnceAndTheJarsTakesItsPlace(
      String name, String content, String problem, CapturedOutput output) throws IOException {
    own(name, content);
    TicketTemplates templates = new TicketTemplates(directory);

    String text = templates.text(ticket);
    templates.text(ticket);

    assertThat(text).isEqualTo(new TicketTemplates((Path) null).text(ticket));
    assertThat(output.getAll().lines())
        .filteredOn(line -> line.contains("ERROR"))
        .singleElement()
        .asString()
        .contains(directory.toAbsolutePath().toString(), problem)
        .contains("rendered by the router's own template until it is fixed");
    assertThat(TicketTemplates.problems(directory))
        .isNotEmpty()
        .allSatisfy(told -> assertThat(told.place() + ": " + told.text()).contains(problem));
  }

  @Test
  void oneThatDoesNotEndIsNotWaitedForAgain(CapturedOutput output) throws IOException {
    // It does end, so that it does not slow down other tests.
    own("ticket.ftl", "<#list 1..100000000 as x></#list>");
    TicketTemplates templates = new TicketTemplates(directory, Duration.ofMillis(50));

    String text = templates.text(ticket);
    templates.text(ticket);

    assertThat(text).isEqualTo(new TicketTemplates((Path) null).text(ticket));
    assertThat(output.getAll().lines())
        .filteredOn(line -> line.contains("ERROR"))
        .singleElement()
        .asString()
        .contains(directory.resolve("ticket.ftl").toString(), "does not end within 50 ms");
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("ticket-template"))
        .hasSizeLessThan(2);
  }

  private void own(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }

  private static String shipped(String name) throws IOException {
    return Files.readString(Path.of("src/main/resources/META-INF/extend/review", name));
  }
}
