package org.extendrouter.http;

import static org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration.DEFAULT_DISPATCHER_SERVLET_REGISTRATION_BEAN_NAME;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import org.apache.camel.CamelContext;
import org.extendrouter.http.connector.ConnectorConfiguration;
import org.extendrouter.http.room.BodyRoom;
import org.extendrouter.routes.RouterRoutes;
import org.extendrouter.webhook.Rejections;
import org.extendrouter.webhook.WebhookProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletPath;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** Takes the bytes of webhooks in. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectorConfiguration.class)
public class HttpConfiguration {

  /** Each takes some 75 KB beside its own bytes, most of it the server's buffers. */
  private static final int MOST_INCOMPLETE_BODIES = 256;

  @Bean("extendWebhookRequestFilter")
  FilterRegistrationBean<WebhookRequestFilter> webhookRequestFilter(
      WebhookProperties properties,
      Rejections rejections,
      CamelContext camel,
      RouterRoutes routes,
      MeterRegistry registry,
      @Qualifier(DEFAULT_DISPATCHER_SERVLET_REGISTRATION_BEAN_NAME)
          ObjectProvider<DispatcherServletPath> servlet) {
    String path = path(properties, servlet);
    IncomingBody.Limits limits =
        new IncomingBody.Limits(
            path, Math.toIntExact(properties.maxBodySize().toBytes()), properties.bodyTimeout());
    BodyRoom room =
        new BodyRoom(
            properties.maxTotalBodySize().toBytes(), MOST_INCOMPLETE_BODIES, System::nanoTime);
    FilterRegistrationBean<WebhookRequestFilter> registration =
        new FilterRegistrationBean<>(
            new WebhookRequestFilter(
                limits,
                room,
                rejections,
                new Receiving(camel, routes.own("receive")),
                new AnswerTimes(registry)));
    registration.addUrlPatterns(path);
    registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  @Bean("extendMisdirectedWebhooks")
  FilterRegistrationBean<MisdirectedWebhooks> misdirectedWebhooks(
      WebhookProperties properties,
      Rejections rejections,
      @Qualifier(DEFAULT_DISPATCHER_SERVLET_REGISTRATION_BEAN_NAME)
          ObjectProvider<DispatcherServletPath> servlet) {
    FilterRegistrationBean<MisdirectedWebhooks> registration =
        new FilterRegistrationBean<>(
            new MisdirectedWebhooks(path(properties, servlet), rejections));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  /**
   * Camel's routes over HTTP are below the servlet of Spring MVC, wherever an application has it.
   */
  private static String path(
      WebhookProperties properties, ObjectProvider<DispatcherServletPath> servlet) {
    return servlet.stream()
        .map(mvc -> mvc.getRelativePath(properties.path()))
        .findFirst()
        .orElse(properties.path());
  }
}
