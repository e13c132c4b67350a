package org.extendrouter.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

class BrokerConnectionTest {

  @Test
  void eachClientGoesWhereTheAddressSaysAndAsItSays() {
    ActiveMQConnectionFactory first =
        new ActiveMQConnectionFactory(
            "(tcp://one.example.com:61616,tcp://two.example.com:61616)"
                + "?ha=true&reconnectAttempts=7&useTopologyForLoadBalancing=false",
            "router",
            "swordfish");
    try (BrokerConnection connection = new BrokerConnection(first, null, () -> {});
        ActiveMQConnectionFactory another = connection.another()) {
      assertThat(connection.clients()).hasSize(3).contains(first);
      assertThat(another.getStaticConnectors()).isEqualTo(first.getStaticConnectors()).hasSize(2);
      assertThat(another.isHA()).isTrue();
      assertThat(another.getUser()).isEqualTo("router");
      assertThat(another.getPassword()).isEqualTo("swordfish");
      assertThat(connection.clients())
          .extracting(ActiveMQConnectionFactory::getReconnectAttempts)
          .as("of routes, of lists, and of questions to the management")
          .containsExactly(7, 7, 0);
      assertThat(another.getReconnectAttempts()).isZero();
      assertThat(another.isUseTopologyForLoadBalancing()).isFalse();
    }
  }
}
