package org.extendrouter.check.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class NotAServletApplicationTest {

  static Stream<AbstractApplicationContextRunner<?, ?, ?>> others() {
    return Stream.of(new ApplicationContextRunner(), new ReactiveWebApplicationContextRunner());
  }

  @ParameterizedTest
  @MethodSource("others")
  void anApplicationThatCannotReceiveWebhooksIsStopped(
      AbstractApplicationContextRunner<?, ?, ?> application) {
    withTheCheck(application)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessage(
                        "spring.main.web-application-type: this is no servlet application, so that"
                            + " the router receives no webhooks: add spring-boot-starter-web and set"
                            + " servlet, or set extend.enabled=false where the router is not"
                            + " needed"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void itStartsWithTheRouterTurnedOff(AbstractApplicationContextRunner<?, ?, ?> application) {
    withTheCheck(application)
        .withPropertyValues("extend.enabled=false")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void aServletApplicationStarts() {
    withTheCheck(new WebApplicationContextRunner())
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void eachApplicationHasTheCheck() {
    assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
        .contains(NotAServletApplication.class.getName());
  }

  private static <T extends AbstractApplicationContextRunner<T, ?, ?>> T withTheCheck(
      AbstractApplicationContextRunner<T, ?, ?> application) {
    return application.withConfiguration(AutoConfigurations.of(NotAServletApplication.class));
  }
}
