package org.extendrouter.recipients;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.model.ProcessorDefinition;

/**
 * The expression of a step that says to whom it sends, and fails if that is nobody. Camel takes it
 * for a step that has nothing to do.
 */
final class AddressExpression implements Expression {

  /** Nothing but what Camel trims off, or parts a list at. */
  private static final Pattern NOTHING = Pattern.compile("[\\s,]*");

  private final ProcessorDefinition<?> step;
  private final Function<CamelContext, Expression> written;

  /** Set by {@link #init}, before the first message. */
  private volatile Expression expression;

  /**
   * What takes the place of a step's expression.
   *
   * @param step the step
   * @param written makes the expression that is written there
   */
  AddressExpression(ProcessorDefinition<?> step, Function<CamelContext, Expression> written) {
    this.step = step;
    this.written = written;
  }

  @Override
  public void init(CamelContext camel) {
    Expression made = written.apply(camel);
    made.init(camel);
    expression = made;
  }

  @Override
  public <T> T evaluate(Exchange exchange, Class<T> type) {
    T recipients = expression.evaluate(exchange, type);
    // A failure of its own says more.
    if (exchange.getException() == null && isNobody(recipients)) {
      throw new EmptyAddressException(step);
    }
    return recipients;
  }

  private static boolean isNobody(Object recipients) {
    if (recipients instanceof Collection<?> list) {
      return list.stream().allMatch(AddressExpression::isNobody);
    }
    if (recipients instanceof Object[] list) {
      return Arrays.stream(list).allMatch(AddressExpression::isNobody);
    }
    return recipients == null
        || recipients instanceof CharSequence text && NOTHING.matcher(text).matches()
        || recipients instanceof Map<?, ?> map && map.isEmpty();
  }

  @Override
  public String toString() {
    return String.valueOf(expression);
  }
}
