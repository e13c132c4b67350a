package org.extendrouter.review;

import java.security.GeneralSecurityException;
import org.apache.camel.component.mail.MailComponent;
import org.extendrouter.mail.MailServer;
import org.extendrouter.ticket.TicketTemplates;
import org.extendrouter.ticket.TicketWriter;
import org.extendrouter.triage.DeliveredTypes;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sends runs to people. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReviewProperties.class)
@Import({Review.class, ReviewMail.class})
public class ReviewConfiguration {

  @Bean
  TicketWriter ticketWriter(Review review, DeliveredTypes types) {
    return new TicketWriter(review.byFile(), types::all);
  }

  @Bean
  TicketTemplates ticketTemplates(ReviewProperties review) {
    return TicketTemplates.inForce(review.ownTemplates());
  }

  /**
   * The {@code smtp:} of the router's routes. The password stays in here, out of endpoint
   * addresses.
   */
  @Bean(name = "extend-smtp", defaultCandidate = false)
  MailComponent smtp(ReviewProperties review, SslBundles bundles) throws GeneralSecurityException {
    return MailServer.component(review.email().smtp(), bundles);
  }
}
