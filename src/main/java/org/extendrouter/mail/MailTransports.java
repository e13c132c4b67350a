package org.extendrouter.mail;

import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.URLName;
import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.extendrouter.mail.Smtp.Security;

/**
 * Makes a connection for each mail, which knows how far the mail is.
 *
 * @param smtp the server
 * @param tls makes connections private
 */
record MailTransports(Smtp smtp, SSLSocketFactory tls) {

  /**
   * What sends one mail.
   *
   * @param all how mail is sent
   * @return not connected yet
   */
  Transport forOneMail(Session all) {
    MailConnection connection = new MailConnection(smtp);
    Properties properties = new Properties();
    properties.putAll(all.getProperties());
    // Without a fallback, since that has no deadline.
    properties.put("mail.smtp.socketFactory", new DeadlineSocketFactory(connection));
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put(
        "mail.smtp.ssl.socketFactory",
        smtp.security() == Security.TLS ? privately(connection) : tls);
    return new PatientTransport(
        Session.getInstance(properties),
        new URLName("smtp", null, -1, null, null, null),
        connection);
  }

  private SSLSocketFactory privately(MailConnection connection) {
    try {
      return new DeadlineTlsSocketFactory(tls, connection);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java has no TLS", e);
    }
  }
}
