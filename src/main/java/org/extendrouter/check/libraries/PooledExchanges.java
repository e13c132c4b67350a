package org.extendrouter.check.libraries;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExchangeFactory;
import org.apache.camel.support.LifecycleStrategySupport;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.FaultsException;

/**
 * Stops a start with Camel's exchanges pooled, as a bean or another configuration of an application
 * may have them. It looks when the context starts: any configuration may come after the router's.
 */
public final class PooledExchanges extends LifecycleStrategySupport {

  /** Looks at the context that it is added to. */
  public PooledExchanges() {
    // Needs nothing else.
  }

  @Override
  public void onContextStarting(CamelContext camel) {
    ExchangeFactory exchanges = camel.getCamelContextExtension().getExchangeFactory();
    if (exchanges.isPooled()) {
      throw new FaultsException(
          List.of(
              new Fault(
                  exchanges.getClass().getName(),
                  "this exchange factory lets one event get the content or the answer of another",
                  "remove it")));
    }
  }
}
