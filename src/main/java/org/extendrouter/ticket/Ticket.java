package org.extendrouter.ticket;

import java.util.List;

/**
 * What a reviewer gets to know about one run. All texts come from the event and are safe to show:
 * on one line, without control characters, of bounded length. They are not yet escaped for HTML.
 *
 * @param name the name, without ending, of the ticket's files
 * @param type the type the model saw; empty if there is none
 * @param confidence how sure the model is, with three decimals, to sort by; empty if that is not
 *     known
 * @param subject the subject of the mail: the question and the document
 * @param question what a person is asked, or what happened, in plain words
 * @param reason the reason's name, for example {@code LOW_CONFIDENCE}
 * @param explanation the reason in words
 * @param forOperators whether the cause is the account or its set-up, so that operators must act
 * @param answers what the reader can do
 * @param facts what to decide by, in the order to show
 * @param reasoning what the model says of its choice, a paragraph each
 * @param alternatives what else the model could have chosen
 * @param details ids, versions and what else is rarely wanted, in the order to show
 * @param dashboardUrl where to see the run; empty if Extend sent no http(s) address
 */
public record Ticket(
    String name,
    String type,
    String confidence,
    String subject,
    String question,
    String reason,
    String explanation,
    boolean forOperators,
    Answers answers,
    List<Fact> facts,
    List<String> reasoning,
    List<Fact> alternatives,
    List<Fact> details,
    String dashboardUrl) {

  /**
   * A thing to know.
   *
   * @param label what it is
   * @param value what is said of it
   */
  public record Fact(String label, String value) {}

  /**
   * What the reader can do.
   *
   * @param limit why the run cannot go on; empty if it can
   * @param link the page on which to decide; empty if there is none
   * @param directories what can be decided by moving the ticket, and to which directories for that;
   *     empty if that is not possible
   */
  public record Answers(String limit, String link, List<Fact> directories) {}
}
