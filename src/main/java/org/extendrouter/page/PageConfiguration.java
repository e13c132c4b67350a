package org.extendrouter.page;

import java.time.Duration;
import org.extendrouter.http.SmallBodies;
import org.extendrouter.openticket.TicketRoom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Shows the pages of tickets, if they have an address. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PageProperties.class)
@Import({ReviewLinks.class, TicketPage.class})
public class PageConfiguration {

  /** In bytes; a form with the longest remark has less. */
  private static final int LONGEST_FORM = 64 * 1024;

  @Bean(name = "extendReviewPages", defaultCandidate = false)
  ServletRegistrationBean<PageServlet> reviewPages(
      ReviewLinks links,
      TicketPage pages,
      TicketRoom room,
      PageProperties properties,
      @Value("${extend.webhook.body-timeout}") Duration bodyTimeout) {
    ServletRegistrationBean<PageServlet> registration =
        new ServletRegistrationBean<>(
            new PageServlet(links, pages, room, new SmallBodies(LONGEST_FORM, bodyTimeout)),
            ReviewLinks.PATH + "*");
    registration.setName("extend-review-pages");
    registration.setEnabled(properties.isOn());
    return registration;
  }
}
