package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** The router in an application whose security or interceptor may answer in its place. */
@ExtendWith(OutputCaptureExtension.class)
class AnsweredByApplicationIT {

  private static final String REASON = "ANSWERED_BY_APPLICATION";

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(ints = {401, 302})
  void aWebhookThatSecurityAnswersIsToldWithWhatToDo(int status, CapturedOutput output)
      throws Exception {
    try (ConfigurableApplicationContext application = start("answers-" + status)) {
      Extend extend = ApplicationOfATest.extend(application);
      byte[] event = Extend.freshRun("01-invoice-accepted").body();

      assertThat(extend.post(event).statusCode()).isEqualTo(status);
      await().until(() -> rejections(application, REASON) == 1);
      await()
          .untilAsserted(
              () ->
                  assertThat(output)
                      .containsOnlyOnce("rejected a webhook")
                      .contains(
                          "rejected a webhook, %s: the application answered it %d in place of"
                              .formatted(REASON, status))
                      .contains("permit /webhooks/extend in its SecurityFilterChain"));

      assertThat(inTwoParts(extend, event)).isEqualTo(status);
      await().until(() -> rejections(application, REASON) == 2);
      assertThat(data.resolve("taken")).doesNotExist();
    }
  }

  @Test
  void aWebhookThatAnInterceptorAnswersIsTold(CapturedOutput output) throws Exception {
    try (ConfigurableApplicationContext application = start("intercepts")) {
      Extend extend = ApplicationOfATest.extend(application);
      byte[] event = Extend.freshRun("01-invoice-accepted").body();

      assertThat(extend.post(event).statusCode()).isEqualTo(401);
      await().until(() -> rejections(application, REASON) == 1);
      await()
          .untilAsserted(
              () ->
                  assertThat(output)
                      .contains("the application answered it 401 in place of the router")
                      .contains("let no other filter, interceptor or controller answer there"));

      assertThat(inTwoParts(extend, event)).isEqualTo(401);
      await().until(() -> rejections(application, REASON) == 2);
      assertThat(data.resolve("taken")).doesNotExist();
    }
  }

  @Test
  void whatIsNoWebhookOrIsRejectedByTheRouterItselfIsNotToldAsAnswered() throws Exception {
    try (ConfigurableApplicationContext application = start("answers-401")) {
      Extend extend = ApplicationOfATest.extend(application);
      assertThat(extend.send(extend.unsigned(new byte[1])).statusCode()).isEqualTo(401);
      assertThat(extend.send(extend.signed(new byte[1]).GET()).statusCode()).isEqualTo(401);
      assertThat(extend.post(new byte[1_048_577]).statusCode()).isEqualTo(413);
      assertThat(extend.post(new byte[1]).statusCode()).isEqualTo(401);

      await().until(() -> rejections(application, REASON) > 0);
      assertThat(rejections(application, REASON)).isEqualTo(1);
      assertThat(rejections(application, "TOO_LARGE")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"passes-on", "passes-on-later"})
  void anApplicationThatLeavesThePathToTheRouterHasNone(String security, CapturedOutput output)
      throws Exception {
    try (ConfigurableApplicationContext application = start(security)) {
      Extend extend = ApplicationOfATest.extend(application);
      byte[] event = Extend.freshRun("01-invoice-accepted").body();

      assertThat(extend.post(event).statusCode()).isEqualTo(200);
      assertThat(inTwoParts(extend, Extend.freshRun("01-invoice-accepted").body())).isEqualTo(200);
      assertThat(
              extend
                  .send(
                      extend.signed(event).setHeader("x-extend-request-signature", "0".repeat(64)))
                  .statusCode())
          .isEqualTo(401);

      await().until(() -> data.resolve("taken").toFile().isDirectory());
      await().until(() -> rejections(application, "WRONG_SIGNATURE") == 1);
      assertThat(rejections(application, REASON)).isZero();
      assertThat(output).doesNotContain(REASON);
    }
  }

  /** The route sees it in a dispatch of its own, once the rest is there. */
  private static int inTwoParts(Extend extend, byte[] event) throws Exception {
    try (RawHttp connection = new RawHttp(extend.port())) {
      String head =
          RawHttp.head(
              RawHttp.signature(event), "Content-Length: " + event.length, "Expect: 100-continue");
      assertThat(connection.send(head + "\r\n").oneAnswer().status()).isEqualTo(100);
      return connection.send(event).answer().status();
    }
  }

  private static double rejections(ConfigurableApplicationContext application, String reason) {
    return application
        .getBean(MeterRegistry.class)
        .get("extend.rejections")
        .tag("reason", reason)
        .counter()
        .count();
  }

  private ConfigurableApplicationContext start(String security) {
    return ApplicationOfATest.start(
        data,
        Application.class,
        "application.security=" + security,
        "extend.webhook.max-body-size=1MB");
  }

  @Import(ApplicationOfATest.TakingInvoices.class)
  static class Application {

    /** Where Spring Security's filter is. */
    @Bean
    FilterRegistrationBean<Security> security(@Value("${application.security}") String does) {
      FilterRegistrationBean<Security> registration =
          new FilterRegistrationBean<>(new Security(does));
      registration.setOrder(-100);
      registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
      return registration;
    }

    @Bean
    MappedInterceptor interceptor(@Value("${application.security}") String does) {
      return new MappedInterceptor(
          new String[] {"/**"},
          new HandlerInterceptor() {
            @Override
            public boolean preHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler) {
              boolean answers = does.equals("intercepts");
              if (answers) {
                response.setStatus(401);
              }
              return !answers;
            }
          });
    }
  }

  private record Security(String does) implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      switch (does) {
        case "answers-401" -> ((HttpServletResponse) response).sendError(401);
        case "answers-302" -> ((HttpServletResponse) response).sendRedirect("/login");
        case "passes-on-later" -> passOnLater(request, response, chain);
        default -> chain.doFilter(request, response);
      }
    }

    private void passOnLater(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      if (request.getAttribute(does) == null) {
        request.setAttribute(does, true);
        request.startAsync(request, response).dispatch();
      } else {
        chain.doFilter(request, response);
      }
    }
  }
}
