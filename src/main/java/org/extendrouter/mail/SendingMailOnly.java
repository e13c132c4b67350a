package org.extendrouter.mail;

import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.DataFormatFactory;
import org.apache.camel.support.DefaultComponent;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Takes what reads mail out of the routes' reach: camel-mail comes without the fixes of Camel's
 * patch release, and its known vulnerabilities are in what reads mail and takes it apart.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("extend.standalone")
class SendingMailOnly {

  private static final String REFUSED =
      "cannot be used here: this version of camel-mail must only send mail; fetch the mail with another program, or put a patched camel-mail in its place";

  @Bean({"imap", "imaps", "pop3", "pop3s"})
  Component readingMail() {
    return new DefaultComponent() {
      @Override
      protected Endpoint createEndpoint(
          String uri, String remaining, Map<String, Object> parameters) {
        throw new IllegalArgumentException(
            "An endpoint %s://... %s".formatted(uri.replaceFirst(":.*", ""), REFUSED));
      }
    };
  }

  @Bean("mimeMultipart")
  DataFormatFactory takingMailApart() {
    return () -> {
      throw new IllegalArgumentException("The data format mimeMultipart " + REFUSED);
    };
  }
}
