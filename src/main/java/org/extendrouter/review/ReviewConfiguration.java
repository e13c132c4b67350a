package org.extendrouter.review;

import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.extendrouter.mail.MailServer;
import org.extendrouter.ticket.TicketTemplates;
import org.extendrouter.ticket.TicketWriter;
import org.extendrouter.triage.DeliveredTypes;
import org.springframework.beans.factory.annotation.Qualifier;
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

  @Bean("extendTicketWriter")
  TicketWriter ticketWriter(Review review, DeliveredTypes types) {
    return new TicketWriter(review.byFile(), types::all);
  }

  @Bean("extendTicketTemplates")
  TicketTemplates ticketTemplates(ReviewProperties review) {
    return TicketTemplates.inForce(review.ownTemplates());
  }

  /**
   * The {@code smtp:} of the router's routes. The password stays in here, out of endpoint
   * addresses.
   */
  @Bean(name = "extend-smtp", defaultCandidate = false)
  MailComponent smtp(
      ReviewProperties review,
      SslBundles bundles,
      @Qualifier("extendMailHeaders") HeaderFilterStrategy headers) {
    MailComponent component =
        MailServer.component(review.email().smtp(), bundles, review.addresses());
    component.setHeaderFilterStrategy(headers);
    return component;
  }
}
