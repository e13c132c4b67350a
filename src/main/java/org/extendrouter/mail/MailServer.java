package org.extendrouter.mail;

import java.util.Collection;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailConfiguration;
import org.extendrouter.mail.Smtp.Security;
import org.springframework.boot.ssl.SslBundles;

/** Sends mail to one server, within a time, and on connections that are kept private. */
public final class MailServer {

  private MailServer() {}

  /**
   * A Camel component for the server.
   *
   * @param smtp the server
   * @param bundles the certificates to trust, by the names that settings use
   * @param named addresses that a failure may name if the server refuses them
   * @return an {@code smtp:} component; the password stays in it, out of endpoint addresses
   */
  public static MailComponent component(Smtp smtp, SslBundles bundles, Collection<String> named) {
    MailConfiguration configuration =
        new NamingConfiguration(
            new MailTransports(smtp, tls(smtp, bundles)), new RefusedRecipients(named));
    configuration.setJavaMailProperties(sessionProperties(smtp));
    if (smtp.login()) {
      configuration.setUsername(smtp.username());
      configuration.setPassword(smtp.password());
    }
    MailComponent component = new MailComponent();
    component.setConfiguration(configuration);
    return component;
  }

  private static Properties sessionProperties(Smtp smtp) {
    Properties properties = new Properties();
    String timeout = String.valueOf(smtp.timeout().toMillis());
    properties.put("mail.smtp.connectiontimeout", timeout);
    properties.put("mail.smtp.timeout", timeout);
    properties.put("mail.smtp.auth", String.valueOf(smtp.login()));
    // One bad address must not keep the mail from the others.
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.ssl.enable", String.valueOf(smtp.security() == Security.TLS));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    String startTls = String.valueOf(smtp.security() == Security.STARTTLS);
    properties.put("mail.smtp.starttls.enable", startTls);
    properties.put("mail.smtp.starttls.required", startTls);
    return properties;
  }

  private static SSLSocketFactory tls(Smtp smtp, SslBundles bundles) {
    return smtp.sslBundle() == null || smtp.sslBundle().isBlank()
        ? (SSLSocketFactory) SSLSocketFactory.getDefault()
        : bundles.getBundle(smtp.sslBundle()).createSslContext().getSocketFactory();
  }
}
