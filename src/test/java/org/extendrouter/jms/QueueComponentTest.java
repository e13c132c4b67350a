package org.extendrouter.jms;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.core.JmsOperations;
import org.springframework.jms.core.JmsTemplate;

class QueueComponentTest {

  @AutoClose private final ActiveMQConnectionFactory artemis = new ActiveMQConnectionFactory();
  @AutoClose private final DefaultCamelContext camel = new DefaultCamelContext();

  @ParameterizedTest
  @ValueSource(strings = {"deliveryDelay=3000", "mapJmsMessage=false", "consumerType=Simple"})
  void aRouteMaySetAnyOptionOfCamels(String option) {
    added("jms", new QueueComponent(artemis, artemis));

    assertThat(camel.getEndpoint("jms:own.later?" + option)).isInstanceOf(JmsEndpoint.class);
  }

  /** Camel's {@code jms:} cannot do what it asks for, and stops the start. */
  @Test
  void theOptionToBridgeErrorHandlersOfAllEndpointsIsNotForQueues() {
    camel.getGlobalEndpointConfiguration().setBridgeErrorHandler(true);
    added("jms", new QueueComponent(artemis, artemis));

    assertThat(camel.getEndpoint("jms:own.later?deliveryDelay=3000", JmsEndpoint.class))
        .returns(false, JmsEndpoint::isBridgeErrorHandler);
    assertThat(camel.getEndpoint("jms:own.now?bridgeErrorHandler=true", JmsEndpoint.class))
        .as("asked for by the route itself, and told as what is wrong")
        .returns(true, JmsEndpoint::isBridgeErrorHandler);
  }

  /** {@code --check} builds routes with Camel's. */
  @Test
  void optionsAreSetAsWithCamelsOwn() {
    JmsComponent own = added("jms", new QueueComponent(artemis, artemis));
    JmsComponent camels = added("camels", new JmsComponent(new JmsConfiguration(artemis)));

    assertThat(own.getEndpointPropertyConfigurer())
        .hasSameClassAs(camels.getEndpointPropertyConfigurer());
    assertThat(own.getComponentPropertyConfigurer())
        .hasSameClassAs(camels.getComponentPropertyConfigurer());
  }

  @Test
  void aRouteThatNamesTheConnectionsOfAnotherBrokerSendsByThose() {
    ActiveMQConnectionFactory sending = new ActiveMQConnectionFactory();
    ActiveMQConnectionFactory erp = new ActiveMQConnectionFactory();
    added("jms", new QueueComponent(artemis, sending));
    camel.getRegistry().bind("erp", erp);

    assertThat(sendsBy("jms:extend.inbox")).isSameAs(sending);
    assertThat(sendsBy("jms:queue:erp.in?connectionFactory=#erp")).isSameAs(erp);
    assertThat(sendsBy("jms:queue:erp.in?templateConnectionFactory=#erp")).isSameAs(erp);
  }

  private Object sendsBy(String uri) {
    JmsEndpoint endpoint = camel.getEndpoint(uri, JmsEndpoint.class);
    JmsOperations template =
        endpoint
            .getConfiguration()
            .createInOnlyTemplate(endpoint, false, endpoint.getDestinationName());
    return ((JmsTemplate) template).getConnectionFactory();
  }

  private JmsComponent added(String name, JmsComponent component) {
    camel.addComponent(name, component);
    component.build();
    return component;
  }
}
