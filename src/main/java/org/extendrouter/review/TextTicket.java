package org.extendrouter.review;

import java.util.List;
import org.apache.camel.Variable;
import org.extendrouter.review.ReviewTicket.Fact;
import org.springframework.stereotype.Component;

/** Renders a ticket as plain text: for files, and for mail programs that show no HTML. */
@Component("textTicket")
public final class TextTicket {

  /**
   * Renders a ticket.
   *
   * @param ticket the ticket
   * @return lines that end with a line feed
   */
  public String render(@Variable("ticket") ReviewTicket ticket) {
    StringBuilder text = new StringBuilder();
    text.append("REVIEW: ").append(ticket.reason()).append('\n');
    text.append(ticket.explanation()).append("\n\n");
    appendFacts(text, "", ticket.facts());
    if (!ticket.dashboardUrl().isEmpty()) {
      text.append("\nSee the run: ").append(ticket.dashboardUrl()).append('\n');
    }
    if (!ticket.reasoning().isEmpty()) {
      text.append("\nWhat the model says of its choice\n");
      ticket.reasoning().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    if (!ticket.alternatives().isEmpty()) {
      text.append('\n').append(ticket.alternativesHeading()).append('\n');
      appendFacts(text, "  ", ticket.alternatives());
    }
    return text.toString();
  }

  private static void appendFacts(StringBuilder text, String indent, List<Fact> facts) {
    int width = facts.stream().mapToInt(fact -> fact.label().length()).max().orElse(0);
    for (Fact fact : facts) {
      String line = indent + fact.label() + " ".repeat(width - fact.label().length() + 2);
      text.append((line + fact.value()).stripTrailing()).append('\n');
    }
  }
}
