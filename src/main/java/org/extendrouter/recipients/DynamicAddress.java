package org.extendrouter.recipients;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Expression;
import org.apache.camel.Route;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.reifier.ToDynamicReifier;

/** The address of a {@code toD}: Camel asks it alone for an expression of its own. */
final class DynamicAddress implements EndpointProducerBuilder {

  private final ToDynamicDefinition step;
  private final AddressExpression expression;

  DynamicAddress(Route route, ToDynamicDefinition step) {
    this.step = step;
    Written written = new Written(route, step);
    this.expression = new AddressExpression(step, camel -> written.expression());
  }

  /** What begins with a fixed part is never empty. */
  static boolean mayBeEmpty(ToDynamicDefinition step) {
    String uri = step.getUri();
    return uri != null && (uri.strip().startsWith("$") || uri.startsWith("language:"));
  }

  @Override
  public String getRawUri() {
    return step.getUri();
  }

  @Override
  public Expression expr(CamelContext camel) {
    return expression;
  }

  @Override
  public Endpoint resolve(CamelContext camel) {
    throw fixed();
  }

  @Override
  public <T extends Endpoint> T resolve(CamelContext camel, Class<T> type) {
    throw fixed();
  }

  @Override
  public void doSetProperty(String name, Object value) {
    throw fixed();
  }

  @Override
  public void doSetMultiValueProperty(String name, String key, Object value) {
    throw fixed();
  }

  @Override
  public void doSetMultiValueProperties(String name, String prefix, Map<String, Object> values) {
    throw fixed();
  }

  private static UnsupportedOperationException fixed() {
    return new UnsupportedOperationException("the address is another one for each message");
  }

  /** Reads the address as Camel does. */
  private static final class Written extends ToDynamicReifier<ToDynamicDefinition> {

    Written(Route route, ToDynamicDefinition step) {
      super(route, step);
    }

    Expression expression() {
      return createExpression(definition.getUri());
    }
  }
}
