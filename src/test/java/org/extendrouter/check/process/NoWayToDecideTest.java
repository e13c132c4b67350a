package org.extendrouter.check.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class NoWayToDecideTest {

  private final MockEnvironment environment = new MockEnvironment();

  @Test
  void mailThatNamesNoWayToDecideIsWarnedOf() {
    environment.setProperty("extend.review.channels", "email");
    assertThat(NoWayToDecide.warnings(environment))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).isEqualTo("extend.review.channels");
              assertThat(warning.problem()).contains("name no way to decide");
              assertThat(warning.fix()).contains("extend.review.page.base-url", "add file");
            });
  }

  @Test
  void aFileToMoveIsAWay() {
    environment.setProperty("extend.review.channels[0]", "email");
    environment.setProperty("extend.review.channels[1]", "file");
    assertThat(NoWayToDecide.warnings(environment)).isEmpty();
  }

  @Test
  void aPageIsAWay() {
    environment.setProperty("extend.review.channels", "email");
    environment.setProperty("extend.review.page.base-url", "https://reviews.example.com");
    assertThat(NoWayToDecide.warnings(environment)).isEmpty();
  }
}
