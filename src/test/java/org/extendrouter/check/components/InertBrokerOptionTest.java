package org.extendrouter.check.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class InertBrokerOptionTest {

  private static final String BROKER = "tcp://router:pw@broker:61616";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blockOnDurableSend=false",
        "preAcknowledge=true",
        "autoGroup=true",
        "groupID=all"
      })
  void anOptionByWhichEventsWouldBeLostIsWarnedOf(String option) {
    assertThat(warnings(BROKER + "?ha=true&" + option).toString())
        .contains("broker.url", option + " has no effect", "remove it")
        .doesNotContain("pw");
    assertThat(warnings("(tcp://a:1,tcp://b:1)?" + option).toString()).contains(option);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blockOnDurableSend=true",
        "preAcknowledge=false",
        "sslEnabled=true&trustStorePath=/x&trustStorePassword=pw",
        "groupID="
      })
  void othersAreNot(String option) {
    assertThat(warnings(BROKER + "?" + option).toString()).isEqualTo("[]");
  }

  @Test
  void withoutAnAddressThereIsNothingToWarnOf() {
    assertThat(InertBrokerOption.warnings(new MockEnvironment())).isEmpty();
  }

  private static List<Fault> warnings(String address) {
    return InertBrokerOption.warnings(
        new MockEnvironment().withProperty("extend.broker.url", address));
  }
}
