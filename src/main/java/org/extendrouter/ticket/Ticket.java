package org.extendrouter.ticket;

import java.util.List;

/**
 * What a reviewer gets to know about one run. All texts come from the event and are safe to show:
 * on one line, without control characters, of bounded length. They are not yet escaped for HTML.
 *
 * @param name the name, without ending, of the ticket's files
 * @param type the type the model saw; empty if there is none
 * @param subject the subject of the mail: type, confidence and document, in this order
 * @param reason the reason's name, for example {@code LOW_CONFIDENCE}
 * @param explanation the reason in words
 * @param forOperators whether the cause is the account or its set-up, so that operators must act
 * @param facts what is known of the run, in the order to show
 * @param reasoning what the model says of its choice, a paragraph each
 * @param alternatives what else the model could have chosen
 * @param dashboardUrl where to see the run; empty if Extend sent no http(s) address
 */
public record Ticket(
    String name,
    String type,
    String subject,
    String reason,
    String explanation,
    boolean forOperators,
    List<Fact> facts,
    List<String> reasoning,
    List<Fact> alternatives,
    String dashboardUrl) {

  /**
   * A thing to know.
   *
   * @param label what it is
   * @param value what is said of it
   */
  public record Fact(String label, String value) {}
}
