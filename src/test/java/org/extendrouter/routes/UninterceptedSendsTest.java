package org.extendrouter.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.InterceptSendToMockEndpointStrategy;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.InternalProcessorFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes between routes and what they send to, in an application. */
class UninterceptedSendsTest {

  @AutoClose private final CamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void use() {
    camel
        .getCamelContextExtension()
        .addContextPlugin(InternalProcessorFactory.class, new UninterceptedSends());
  }

  @Test
  void anInterceptorHoldsForTheRoutesOfTheApplicationAlone() throws Exception {
    start(true);

    expect("mock:skipped", "application", "tap of application");
    expect("mock:sent", "router", "tap of router");
    send();
  }

  @Test
  void whatTheRoutersCodeSendsWithoutARouteIsItsOwn() throws Exception {
    start(true);

    expect("mock:skipped", "of the application");
    expect("mock:sent", "of the router");
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      template.sendBody("direct:sent", "of the application");
      template.sendBody("direct:extend-sent", "of the router");
    }
    MockEndpoint.assertIsSatisfied(camel);
  }

  @Test
  void theMocksOfATestHoldForAll() throws Exception {
    camel
        .getCamelContextExtension()
        .registerEndpointCallback(new InterceptSendToMockEndpointStrategy("direct:sent", true));
    start(false);

    expect("mock:direct:sent", "application", "tap of application", "router", "tap of router");
    expect("mock:sent");
    send();
  }

  private void start(boolean intercepts) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            if (intercepts) {
              interceptSendToEndpoint("direct:(extend-)?sent")
                  .skipSendToOriginalEndpoint()
                  .to("mock:skipped");
            }
            Expression tap = simple("tap of ${body}");
            from("direct:application").to("direct:sent").setBody(tap).wireTap("direct:sent");
            from("direct:router")
                .routeGroup(RouterRoutes.GROUP)
                .to("direct:sent")
                .setBody(tap)
                .wireTap("direct:sent");
            from("direct:sent").to("mock:sent");
            from("direct:extend-sent").to("mock:sent");
          }
        });
    camel.start();
  }

  private void expect(String endpoint, Object... bodies) {
    camel.getEndpoint(endpoint, MockEndpoint.class).expectedBodiesReceivedInAnyOrder(bodies);
  }

  private void send() throws Exception {
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      template.sendBody("direct:application", "application");
      template.sendBody("direct:router", "router");
    }
    MockEndpoint.assertIsSatisfied(camel);
  }
}
