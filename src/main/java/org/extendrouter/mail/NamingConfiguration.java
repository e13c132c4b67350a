package org.extendrouter.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailConfiguration;

/** Sends each mail on a connection of its own; a failure names the recipients that were refused. */
final class NamingConfiguration extends MailConfiguration {

  private final MailTransports transports;
  private final RefusedRecipients refused;

  NamingConfiguration(MailTransports transports, RefusedRecipients refused) {
    this.transports = transports;
    this.refused = refused;
  }

  @Override
  protected JavaMailSender createJavaMailSender(CamelContext camel) {
    JavaMailSender made = super.createJavaMailSender(camel);
    if (getSession() != null) {
      // It is a route's own, and its server another.
      return made;
    }
    DefaultJavaMailSender naming = new Naming(transports, refused);
    naming.setJavaMailProperties(made.getJavaMailProperties());
    naming.setHost(made.getHost());
    naming.setPort(made.getPort());
    naming.setUsername(made.getUsername());
    naming.setPassword(made.getPassword());
    naming.setProtocol(made.getProtocol());
    naming.setAuthenticator(made.getAuthenticator());
    return naming;
  }

  private static final class Naming extends DefaultJavaMailSender {

    private final MailTransports transports;
    private final RefusedRecipients refused;

    Naming(MailTransports transports, RefusedRecipients refused) {
      this.transports = transports;
      this.refused = refused;
    }

    @Override
    protected Transport getTransport(Session session) {
      return transports.forOneMail(session);
    }

    @Override
    public void send(MimeMessage mail) throws MessagingException {
      try {
        super.send(mail);
      } catch (MessagingException e) {
        refused.name(e);
        throw e;
      }
    }
  }
}
