package org.extendrouter.review;

import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.extendrouter.review.ReviewProperties.Security;
import org.extendrouter.review.ReviewProperties.Smtp;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sends runs to people. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReviewProperties.class)
@Import({
  Review.class,
  ReviewTickets.class,
  ReviewMail.class,
  MailRejection.class,
  TicketTemplates.class,
  SendingMailOnly.class
})
public class ReviewConfiguration {

  /**
   * The {@code smtp:} of the router's routes. The password stays in here, out of endpoint
   * addresses.
   */
  @Bean(name = "extend-smtp", defaultCandidate = false)
  MailComponent smtp(
      ReviewProperties review,
      SslBundles bundles,
      @Qualifier("extendMailHeaders") HeaderFilterStrategy headers)
      throws GeneralSecurityException {
    Smtp smtp = review.email().smtp();
    MailConfiguration configuration = new MailConfiguration();
    configuration.setJavaMailProperties(sessionProperties(smtp, bundles));
    if (smtp.login()) {
      configuration.setUsername(smtp.username());
      configuration.setPassword(smtp.password());
    }
    MailComponent component = new MailComponent();
    component.setConfiguration(configuration);
    component.setHeaderFilterStrategy(headers);
    return component;
  }

  private static Properties sessionProperties(Smtp smtp, SslBundles bundles)
      throws GeneralSecurityException {
    Properties properties = new Properties();
    String timeout = String.valueOf(smtp.timeout().toMillis());
    properties.put("mail.smtp.connectiontimeout", timeout);
    properties.put("mail.smtp.timeout", timeout);
    // Without a fallback, since that has no deadline.
    properties.put("mail.smtp.socketFactory", new DeadlineSocketFactory(smtp));
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.auth", String.valueOf(smtp.login()));
    // One bad address must not keep the mail from the others.
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.ssl.enable", String.valueOf(smtp.security() == Security.TLS));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    String startTls = String.valueOf(smtp.security() == Security.STARTTLS);
    properties.put("mail.smtp.starttls.enable", startTls);
    properties.put("mail.smtp.starttls.required", startTls);
    SSLSocketFactory tls = tls(smtp, bundles);
    properties.put(
        "mail.smtp.ssl.socketFactory",
        smtp.security() == Security.TLS ? new DeadlineTlsSocketFactory(tls, smtp) : tls);
    return properties;
  }

  private static SSLSocketFactory tls(Smtp smtp, SslBundles bundles) {
    return smtp.sslBundle() == null || smtp.sslBundle().isBlank()
        ? (SSLSocketFactory) SSLSocketFactory.getDefault()
        : bundles.getBundle(smtp.sslBundle()).createSslContext().getSocketFactory();
  }
}
