package org.extendrouter.page;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.openticket.Choices;
import org.extendrouter.openticket.OpenTicket;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.openticket.TicketChoices;
import org.extendrouter.text.SafeText;
import org.extendrouter.ticket.Ticket;
import org.extendrouter.ticket.TicketWriter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What the page of a ticket shows: what there is to decide, or what was decided. */
@Component
class TicketPage {

  private static final String DECIDED = "This ticket is decided";
  private static final int LONGEST = 200;
  private static final int MOST_TYPES = 200;

  private final OpenTicketQueue tickets;
  private final TicketChoices choices;
  private final DecisionDesk desk;
  private final TicketWriter writer;
  private final ObjectMapper mapper = new ObjectMapper();
  private final TypeField typeField = new TypeField();

  TicketPage(
      OpenTicketQueue tickets, TicketChoices choices, DecisionDesk desk, TicketWriter writer) {
    this.tickets = tickets;
    this.choices = choices;
    this.desk = desk;
    this.writer = writer;
  }

  /**
   * A page to be sent.
   *
   * @param status the answer's status
   * @param model what the template shows
   */
  record Page(HttpStatus status, Map<String, Object> model) {}

  /** Nothing but a sentence. */
  static Page message(HttpStatus status, String title, String text) {
    return new Page(status, Map.of("title", title, "text", text));
  }

  /** The page as it is now. */
  Page show(String name, String token) {
    return show(name, token, HttpStatus.OK, PageForm.EMPTY, "");
  }

  private Page show(String name, String token, HttpStatus status, PageForm typed, String problem) {
    Optional<ReviewDecision> decision = desk.about(name);
    Optional<OpenTicket> open = decision.isPresent() ? Optional.empty() : tickets.find(name);
    if (decision.isEmpty() && open.isEmpty()) {
      decision = desk.about(name);
    }
    if (decision.isPresent()) {
      return decided(status, DECIDED, decision.get(), decision.get().sentence(), typed.document());
    }
    return open.map(ticket -> form(ticket, token, status, typed, problem))
        .orElseGet(
            () ->
                message(
                    HttpStatus.NOT_FOUND,
                    "This ticket is not open",
                    "It was decided long ago, its time is over, or it was lost with the broker's files. If it should be open, ask those who run the router."));
  }

  /**
   * Takes a decision, and tells what became of it; or what is missing.
   *
   * @param name the ticket
   * @param form what was entered
   * @param token what a form of this page has along
   */
  Page decide(String name, PageForm form, String token) {
    if (!ReviewLinks.same(token, form.token())) {
      return show(
          name,
          token,
          HttpStatus.FORBIDDEN,
          form,
          "This form was not one of this page. Please decide again.");
    }
    Optional<Verdict> verdict = Verdict.of(form.decision());
    String missing = missing(verdict.orElse(null), form);
    if (missing != null) {
      return show(name, token, HttpStatus.BAD_REQUEST, form, missing);
    }
    String type = typeField.type(form.type());
    return take(
        name,
        form,
        new Asked(verdict.get(), type, form.reviewer(), form.remark(), Channel.PAGE),
        token);
  }

  private static String missing(Verdict verdict, PageForm form) {
    if (verdict == null) {
      return "Choose what to do.";
    }
    if (!SafeText.isVisible(form.reviewer())) {
      return "Enter your name, so that others know who decided.";
    }
    return verdict == Verdict.CORRECT && form.type().isEmpty() ? "Choose the right type." : null;
  }

  private Page take(String name, PageForm form, Asked asked, String token) {
    Answer answer = desk.take(name, asked);
    return switch (answer.outcome()) {
      case TAKEN -> decided(HttpStatus.OK, "Thank you", answer, form);
      case SAME -> decided(HttpStatus.OK, DECIDED, answer, form);
      case REFUSED -> decided(HttpStatus.CONFLICT, "Someone else was first", answer, form);
      case UNKNOWN -> message(HttpStatus.NOT_FOUND, "This ticket is not open", answer.words());
      case NOT_POSSIBLE -> show(name, token, HttpStatus.BAD_REQUEST, form, answer.words());
    };
  }

  private static Page decided(HttpStatus status, String title, Answer answer, PageForm form) {
    return decided(status, title, answer.first(), answer.words(), form.document());
  }

  private static Page decided(
      HttpStatus status, String title, ReviewDecision decision, String text, String document) {
    Map<String, Object> model = new HashMap<>();
    model.put("title", title);
    model.put("text", text);
    model.put("run", decision.runId());
    if (!document.isEmpty()) {
      model.put("document", line(document));
    }
    if (decision.remark() != null) {
      model.put("remark", decision.remark());
    }
    return new Page(status, model);
  }

  private Page form(
      OpenTicket ticket, String token, HttpStatus status, PageForm typed, String problem) {
    Choices possible = choices.of(ticket);
    Map<String, Object> model =
        new HashMap<>(
            mapper.convertValue(write(ticket), new TypeReference<Map<String, Object>>() {}));
    String type = line(possible.type());
    model.put("title", model.get("question"));
    model.put("token", token);
    model.put("rejectOnly", possible.isRejectOnly());
    model.put("modelType", possible.isRejectOnly() ? "" : type);
    model.put("modelFiled", possible.branch() == null);
    model.put("modelKept", possible.keeps(possible.type()));
    model.put(
        "types",
        possible.types().stream()
            .filter(other -> !other.type().equals(possible.type()))
            .limit(MOST_TYPES)
            .map(other -> type(other, possible.keeps(other.type())))
            .toList());
    model.put("reviewer", typed.reviewer());
    model.put("remark", typed.remark());
    model.put("chosen", typeField.value(typeField.type(typed.type())));
    model.put("problem", problem);
    return new Page(status, model);
  }

  private Map<String, Object> type(Choices.Type type, boolean kept) {
    return Map.of(
        "value", typeField.value(type.type()),
        "shown", line(type.type()),
        "description", line(type.description()),
        "kept", kept,
        "filed", type.branch() == null);
  }

  private Ticket write(OpenTicket ticket) {
    return writer.ticket(
        ticket.event(), choices.event(ticket), ticket.reason(), ticket.headers(), null, null);
  }

  private static String line(String text) {
    return SafeText.oneLine(text, LONGEST);
  }
}
