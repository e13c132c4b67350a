package org.extendrouter.application;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.mock.env.MockEnvironment;

class ArtemisOfTheApplicationTest {

  private static final String[] CLASSES = {
    JmsAutoConfiguration.class.getName(), ArtemisAutoConfiguration.class.getName()
  };

  private final OfTheApplication filter = new OfTheApplication();

  @Test
  void anApplicationThatAsksForNoneGetsNone() {
    filter.setEnvironment(new MockEnvironment().withProperty("extend.broker.url", "tcp://a:1"));
    assertThat(filter.match(CLASSES, null)).containsExactly(true, false);
  }

  @Test
  void anApplicationKeepsItsOwn() {
    filter.setEnvironment(new MockEnvironment().withProperty("spring.artemis.mode", "native"));
    assertThat(filter.match(CLASSES, null)).containsExactly(true, true);
  }
}
