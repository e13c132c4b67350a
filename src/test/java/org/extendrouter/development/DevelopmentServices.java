package org.extendrouter.development;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.page.ReviewLinks;
import org.extendrouter.runs.EventIds;
import org.extendrouter.webhook.WebhookProperties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What a development run has and an installation has not. Without an annotation, so that the
 * component scan of the tests passes it by.
 */
final class DevelopmentServices {

  @Bean(initMethod = "start", destroyMethod = "stop")
  GreenMail mailServer(@Value("${extend.review.email.smtp.port}") int port) {
    return new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  }

  @Bean
  RouterFunction<ServerResponse> mailPages(GreenMail mailServer) {
    return new MailPages(mailServer).routes();
  }

  @Bean
  EventJournal eventJournal() {
    return new EventJournal();
  }

  @Bean
  DemoReviews demoReviews(
      EventJournal journal, DecisionDesk desk, ReviewLinks links, Environment environment) {
    return new DemoReviews(journal, desk, links, environment);
  }

  @Bean
  Demo demo(
      EventJournal journal,
      DemoReviews reviews,
      EventIds eventIds,
      WebhookProperties webhook,
      Environment environment) {
    return new Demo(journal, reviews, eventIds, webhook, environment);
  }
}
