package org.extendrouter.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.extendrouter.ticket.Ticket.Answers;
import org.extendrouter.ticket.Ticket.Fact;
import org.extendrouter.triage.Reason;
import org.junit.jupiter.api.Test;

class HtmlTicketTest {

  private static final Pattern TAG = Pattern.compile("</?([a-zA-Z0-9]+)");
  private static final String HOSTILE = "</td><script>alert(\"1\")</script><img src='x'>&amp;";
  private static final String ESCAPED =
      "&lt;/td&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"
          + "&lt;img src=&#39;x&#39;&gt;&amp;amp;";

  private final TicketTemplates templates = new TicketTemplates((Path) null);

  @Test
  void escapesEveryText() {
    Ticket ticket =
        new Ticket(
            HOSTILE,
            HOSTILE,
            HOSTILE,
            HOSTILE,
            HOSTILE,
            HOSTILE,
            HOSTILE,
            false,
            new Answers(
                HOSTILE, "https://example.com/?" + HOSTILE, List.of(new Fact(HOSTILE, HOSTILE))),
            List.of(new Fact(HOSTILE, HOSTILE)),
            List.of(HOSTILE),
            List.of(new Fact(HOSTILE, HOSTILE)),
            List.of(new Fact(HOSTILE, HOSTILE)),
            "https://example.com/?" + HOSTILE);

    String rendered = templates.html(ticket);

    // Subject, reason, question, answers (4), explanation, fact (2), reasoning, alternative (2),
    // address, detail (2).
    assertThat(rendered.split(Pattern.quote(ESCAPED), -1)).hasSize(17);
    assertThat(TAG.matcher(rendered).results().map(match -> match.group(1)).distinct())
        .containsExactlyInAnyOrder(
            "html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "p", "table", "tr",
            "th", "td", "bdi", "a", "ul", "li", "b");
  }

  @Test
  void htmlInReasoningIsShownAsText() {
    String rendered =
        templates.html(
            TicketWriterTest.ticket(
                "{\"output\":{\"insights\":[{\"content\":\"says <b>PAID</b> & \\\"done\\\"\"}]}}",
                Reason.LOW_CONFIDENCE));

    assertThat(rendered)
        .contains("<p><bdi>says &lt;b&gt;PAID&lt;/b&gt; &amp; &quot;done&quot;</bdi></p>");
  }

  @Test
  void keepsRightToLeftTextAndEmojiToItself() {
    String rendered =
        templates.html(
            TicketWriterTest.ticket(
                "{\"file\":{\"name\":\"🧾 مدفوع\\u202Efdp.exe\"}}", Reason.NO_OUTPUT));

    assertThat(rendered).contains("<bdi>🧾 مدفوع fdp.exe</bdi>").doesNotContain("\u202E");
  }

  @Test
  void linksTheRunOnlyByAWebAddress() {
    assertThat(
            templates.html(
                TicketWriterTest.ticket(
                    "{\"dashboardUrl\":\"https://dashboard.extend.ai/runs/1?a=b&c=d\"}",
                    Reason.NO_OUTPUT)))
        .contains("<a href=\"https://dashboard.extend.ai/runs/1?a=b&amp;c=d\">");
    assertThat(
            templates.html(
                TicketWriterTest.ticket(
                    "{\"dashboardUrl\":\"javascript:alert(1)\"}", Reason.NO_OUTPUT)))
        .doesNotContain("<a ", "javascript");
  }

  @Test
  void loadsNothingFromElsewhere() {
    String rendered =
        templates.html(TicketWriterTest.ticket("{\"output\":{\"type\":\"x\"}}", Reason.NO_OUTPUT));

    assertThat(rendered).startsWith("<!DOCTYPE html>").endsWith("</body></html>\n");
    assertThat(rendered).doesNotContain("src=", "url(", "<link", "<script", "http");
  }
}
