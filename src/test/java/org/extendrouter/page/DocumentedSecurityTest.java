package org.extendrouter.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.extendrouter.documentation.Page;
import org.junit.jupiter.api.Test;

/** What the documentation lets through an application's Spring Security, which is not here. */
class DocumentedSecurityTest {

  @Test
  void itIsTheWebhookAndThePagesOfTickets() {
    String webhook =
        Page.named("configuration.md")
            .text()
            .lines()
            .filter(line -> line.startsWith("| `extend.webhook.path` |"))
            .map(line -> line.split("`")[3])
            .findFirst()
            .orElseThrow();

    assertThat(Page.named("library.md").snippets("Java"))
        .singleElement()
        .asString()
        .contains("matcher(\"%s\")".formatted(webhook))
        .contains("matcher(\"%s**\")".formatted(ReviewLinks.PATH));
  }
}
