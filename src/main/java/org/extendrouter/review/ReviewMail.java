package org.extendrouter.review;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.extendrouter.document.Document;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.ReminderKind;
import org.extendrouter.names.VariableNames;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.SafeText;
import org.extendrouter.ticket.Ticket;
import org.extendrouter.ticket.TicketTemplates;
import org.extendrouter.triage.TypeSettings;
import org.springframework.stereotype.Component;

/**
 * Composes the mail for a ticket: plain text and HTML to choose from, the document if it is there,
 * and the event attached.
 */
@Component("extendReviewMail")
public final class ReviewMail {

  private static final int LONGEST_HEADER = 200;

  private final ReviewProperties.Mail properties;
  private final List<String> escalateTo;
  private final TypeSettings types;
  private final TicketTemplates templates;
  private final Clock clock;

  ReviewMail(
      ReviewProperties properties,
      TypeSettings types,
      TicketTemplates templates,
      @RouterClock Clock clock) {
    this.properties = properties.email();
    this.escalateTo = properties.escalateTo();
    this.types = types;
    this.templates = templates;
    this.clock = clock;
  }

  /**
   * Composes the mail. The same ticket always gives the same {@code Message-ID}, so that mail
   * programs show a mail that was sent twice once; a reminder has one of its own.
   *
   * @param event the event as it was received
   * @param ticket its ticket
   * @param document the run's document, or why it is not there; null if there is none
   * @param run the run's id; null if it has none
   * @param branch the run's branch; null if it has none
   * @param receivedAt when the event came
   * @param reminder why the mail is sent again; null for the first
   * @param mailedTo who has got it before, separated by commas; null for nobody
   * @return the mail, ready to be sent to the recipients of the configuration who have not got it;
   *     null if they all have
   * @throws MessagingException if an address of the configuration is not one
   */
  public MimeMessage compose(
      @Body byte[] event,
      @Variable(VariableNames.TICKET) Ticket ticket,
      @Variable(VariableNames.DOCUMENT) Document document,
      @Header(HeaderNames.RUN_ID) String run,
      @Header(HeaderNames.BRANCH) String branch,
      @Header(HeaderNames.RECEIVED_AT) String receivedAt,
      @Header(HeaderNames.REMINDER) ReminderKind reminder,
      @Header(HeaderNames.MAILED_TO) String mailedTo)
      throws MessagingException {
    Address[] all = addresses(configured(ticket, branch, reminder));
    Address[] recipients = without(all, mailedTo);
    if (recipients.length == 0) {
      return null;
    }
    MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
    mail.setFrom(properties.from());
    mail.setRecipients(RecipientType.TO, recipients);
    mail.setReplyTo(properties.replyTo().isEmpty() ? all : addresses(properties.replyTo()));
    if (reminder == null) {
      setSubject(mail, ticket.subject());
      mail.setHeader("Message-ID", id(ticket.name()));
    } else {
      setSubject(mail, openFor(receivedAt) + ": " + ticket.subject());
      String kind = reminder.name().toLowerCase(Locale.ROOT);
      mail.setHeader("Message-ID", id(ticket.name() + "-" + kind));
      mail.setHeader("In-Reply-To", id(ticket.name()));
      mail.setHeader("References", id(ticket.name()));
      mail.setHeader("X-Extend-Reminder", kind);
    }
    mail.setHeader("Auto-Submitted", "auto-generated");
    setText(mail, "X-Extend-Reason", ticket.reason());
    setText(mail, "X-Extend-Type", ticket.type());
    setText(mail, "X-Extend-Confidence", ticket.confidence());
    setText(mail, "X-Extend-Run", run);

    MimeMultipart alternatives = new MimeMultipart("alternative");
    alternatives.addBodyPart(part(templates.text(ticket), "plain"));
    alternatives.addBodyPart(part(templates.html(ticket), "html"));
    MimeBodyPart body = new MimeBodyPart();
    body.setContent(alternatives);
    MimeMultipart whole = new MimeMultipart("mixed", body);
    if (document != null && document.content() != null) {
      whole.addBodyPart(
          attached(document.content(), document.mediaType(), document.fileName(ticket.name())));
    }
    whole.addBodyPart(attached(event, "application/json", ticket.name() + ".json"));
    mail.setContent(whole);
    return mail;
  }

  private static String id(String name) {
    return "<" + name + "@extend-camel-router>";
  }

  private String openFor(String receivedAt) {
    return OpenFor.words(
        Duration.between(OffsetDateTime.parse(receivedAt).toInstant(), clock.instant()));
  }

  /** Any other encoding may change the line ends, and the event is to be the one Extend signed. */
  private static MimeBodyPart attached(byte[] content, String type, String name)
      throws MessagingException {
    MimeBodyPart attachment = new MimeBodyPart();
    attachment.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
    attachment.setHeader("Content-Transfer-Encoding", "base64");
    attachment.setFileName(name);
    return attachment;
  }

  private static void setSubject(MimeMessage mail, String subject) throws MessagingException {
    mail.setHeader("Subject", HeaderText.encoded("Subject", subject));
  }

  /** On one line, of ASCII alone; none without a value. */
  private static void setText(MimeMessage mail, String header, String value)
      throws MessagingException {
    String line = SafeText.oneLine(value, LONGEST_HEADER);
    if (!line.isEmpty()) {
      mail.setHeader(header, HeaderText.encoded(header, line));
    }
  }

  private List<String> configured(Ticket ticket, String branch, ReminderKind reminder) {
    if (reminder == ReminderKind.ESCALATION) {
      return escalateTo;
    }
    return ticket.forOperators()
        ? properties.operatorsOrDefault()
        : properties.recipients(types, branch, ticket.type());
  }

  private static Address[] addresses(List<String> configured) throws AddressException {
    return InternetAddress.parse(String.join(",", configured));
  }

  private static Address[] without(Address[] all, String mailedTo) throws AddressException {
    List<Address> recipients = new ArrayList<>(List.of(all));
    if (mailedTo != null) {
      recipients.removeAll(List.of(InternetAddress.parse(mailedTo)));
    }
    return recipients.toArray(new Address[0]);
  }

  private static MimeBodyPart part(String content, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(content, StandardCharsets.UTF_8.name(), subtype);
    return part;
  }
}
