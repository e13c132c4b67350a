package org.extendrouter.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

class BrokerConnectionTest {

  @Test
  void eachClientGoesWhereTheAddressSaysAndAsItSays() {
    ActiveMQConnectionFactory first =
        new ActiveMQConnectionFactory(
            "(tcp://one.example.com:61616,tcp://two.example.com:61616)"
                + "?ha=true&reconnectAttempts=7&initialConnectAttempts=-1&failoverAttempts=3&useTopologyForLoadBalancing=false",
            "router",
            "swordfish");
    try (BrokerConnection connection = new BrokerConnection(first, null, () -> {});
        ActiveMQConnectionFactory another = connection.another()) {
      assertThat(connection.clients()).hasSize(4).contains(first);
      assertThat(another.getStaticConnectors()).isEqualTo(first.getStaticConnectors()).hasSize(2);
      assertThat(another.isHA()).isTrue();
      assertThat(another.getUser()).isEqualTo("router");
      assertThat(another.getPassword()).isEqualTo("swordfish");
      assertThat(Stream.concat(connection.clients().stream(), Stream.of(another)))
          .as("none waits for a broker that is gone")
          .allSatisfy(
              client -> {
                assertThat(client.getReconnectAttempts()).isZero();
                assertThat(client.getInitialConnectAttempts()).isEqualTo(1);
                assertThat(client.getServerLocator().getFailoverAttempts()).isZero();
              });
      assertThat(another.isUseTopologyForLoadBalancing()).isFalse();
    }
  }
}
