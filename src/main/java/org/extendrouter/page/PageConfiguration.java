package org.extendrouter.page;

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

  @Bean(name = "extendReviewPages", defaultCandidate = false)
  ServletRegistrationBean<PageServlet> reviewPages(
      ReviewLinks links, TicketPage pages, PageProperties properties) {
    ServletRegistrationBean<PageServlet> registration =
        new ServletRegistrationBean<>(new PageServlet(links, pages), ReviewLinks.PATH + "*");
    registration.setName("extend-review-pages");
    registration.setEnabled(properties.isOn());
    return registration;
  }
}
