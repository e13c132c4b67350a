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
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.VariableNames;
import org.extendrouter.ticket.Ticket;
import org.extendrouter.ticket.TicketTemplates;
import org.extendrouter.triage.TypeSettings;
import org.springframework.stereotype.Component;

/** Composes the mail for a ticket: plain text and HTML to choose from, and the event attached. */
@Component("extendReviewMail")
public final class ReviewMail {

  private final ReviewProperties.Mail properties;
  private final TypeSettings types;
  private final TicketTemplates templates;

  ReviewMail(ReviewProperties properties, TypeSettings types, TicketTemplates templates) {
    this.properties = properties.email();
    this.types = types;
    this.templates = templates;
  }

  /**
   * Composes the mail. The same event always gives the same {@code Message-ID}, so that mail
   * programs show a mail that was sent twice once.
   *
   * @param event the event as it was received
   * @param ticket its ticket
   * @param branch the run's branch; null if it has none
   * @param mailedTo who has got it before, separated by commas; null for nobody
   * @return the mail, ready to be sent to the recipients of the configuration who have not got it;
   *     null if they all have
   * @throws MessagingException if an address of the configuration is not one
   */
  public MimeMessage compose(
      @Body byte[] event,
      @Variable(VariableNames.TICKET) Ticket ticket,
      @Header(HeaderNames.BRANCH) String branch,
      @Header(HeaderNames.MAILED_TO) String mailedTo)
      throws MessagingException {
    Address[] recipients = recipients(ticket, branch, mailedTo);
    if (recipients.length == 0) {
      return null;
    }
    MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
    mail.setFrom(properties.from());
    mail.setRecipients(RecipientType.TO, recipients);
    mail.setSubject(ticket.subject(), StandardCharsets.UTF_8.name());
    mail.setHeader("Message-ID", "<" + ticket.name() + "@extend-camel-router>");
    mail.setHeader("Auto-Submitted", "auto-generated");

    MimeMultipart alternatives = new MimeMultipart("alternative");
    alternatives.addBodyPart(part(templates.text(ticket), "plain"));
    alternatives.addBodyPart(part(templates.html(ticket), "html"));
    MimeBodyPart body = new MimeBodyPart();
    body.setContent(alternatives);
    MimeBodyPart attachment = new MimeBodyPart();
    attachment.setDataHandler(new DataHandler(new ByteArrayDataSource(event, "application/json")));
    // Any other encoding may change the line ends, and the event is to be the one Extend signed.
    attachment.setHeader("Content-Transfer-Encoding", "base64");
    attachment.setFileName(ticket.name() + ".json");
    mail.setContent(new MimeMultipart("mixed", body, attachment));
    return mail;
  }

  private Address[] recipients(Ticket ticket, String branch, String mailedTo)
      throws AddressException {
    List<String> configured =
        ticket.forOperators()
            ? properties.operatorsOrDefault()
            : properties.recipients(types, branch, ticket.type());
    List<Address> recipients =
        new ArrayList<>(List.of(InternetAddress.parse(String.join(",", configured))));
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
