package org.extendrouter.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.junit.jupiter.api.Test;

/** What is said of a message whose body cannot be read, or whose dead letter cannot be made. */
class DonePolicyTest {

  private static final String ROUTE = "accept-invoice";

  private final List<String> heard = new ArrayList<>();

  @Test
  void aLargeMessageThatCannotBeReadFailsAtItsFirstStepAndMakesNoDeadLetter() {
    JMSException timeout = new JMSException("timed out in the middle of the body");
    Exchange exchange = taken(timeout);

    assertThat(heard).containsExactly("begun");
    assertThatThrownBy(() -> exchange.getMessage().getBody()).hasRootCause(timeout);
    TakenMessage taken = TakenMessage.of(exchange).orElseThrow();
    assertThatThrownBy(() -> taken.again(exchange)).hasRootCause(timeout);
    exchange.setException(timeout);
    end(exchange);
    assertThat(heard).containsExactly("begun", "failed", "ended");
  }

  @Test
  void whatWasGivenUpWithoutADeadLetterIsTriedAgain() throws Exception {
    Exchange exchange = taken(null);
    Exchange part = ExchangeHelper.createCorrelatedCopy(exchange, false);
    assertThat(TakenMessage.of(part).orElseThrow().claim(part)).isTrue();
    // Its send has failed, and a doTry has caught that.
    end(part);

    end(exchange);

    assertThat(exchange.getException()).hasMessageContaining("no dead letter");
    assertThat(heard).containsExactly("begun", "failed", "ended");
  }

  @Test
  void anotherPartMakesTheDeadLetterThatOneCouldNot() throws Exception {
    Exchange exchange = taken(null);
    Exchange part = ExchangeHelper.createCorrelatedCopy(exchange, false);
    Exchange other = ExchangeHelper.createCorrelatedCopy(exchange, false);
    TakenMessage taken = TakenMessage.of(exchange).orElseThrow();
    assertThat(taken.claim(part)).isTrue();
    end(part);
    assertThat(taken.claim(other)).isTrue();
    taken.giveUp();
    end(other);
    assertThat(taken.claim(exchange)).isFalse();

    end(exchange);

    assertThat(exchange.getException()).isNull();
    assertThat(heard).containsExactly("begun", "ended");
  }

  @Test
  void aWireTapThatGivesUpTakesNothingFromTheDeliveryOfItsRoute() throws Exception {
    Exchange exchange = taken(null);
    assertThat(TakenMessage.setBeside(exchange, true)).isNull();
    Exchange tap = exchange.copy();
    TakenMessage.setBeside(exchange, null);
    TakenMessage taken = TakenMessage.of(exchange).orElseThrow();
    assertThat(taken.claim(tap)).isTrue();
    taken.giveUp();

    end(exchange);

    assertThat(heard).containsExactly("begun", "done", "ended");
  }

  /** As it comes to a route that it is handed to by {@code direct:}. */
  @Test
  void aRouteThatDidNotTakeTheMessageHearsNothing() {
    Exchange exchange = taken("another", null);

    assertThat(exchange.getExchangeExtension().handoverCompletions()).isNull();
    assertThat(heard).isEmpty();
  }

  private Exchange taken(JMSException failure) {
    return taken(ROUTE, failure);
  }

  private Exchange taken(String by, JMSException failure) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getExchangeExtension().setFromRouteId(by);
    exchange.setMessage(
        new JmsMessage(exchange, message(failure), proxy(Session.class), new JmsBinding()));
    new Hearing().onExchangeBegin(route(), exchange);
    return exchange;
  }

  private static Route route() {
    return (Route)
        Proxy.newProxyInstance(
            DonePolicyTest.class.getClassLoader(),
            new Class<?>[] {Route.class},
            (proxy, method, arguments) -> ROUTE);
  }

  private static void end(Exchange exchange) {
    for (Synchronization completion : exchange.getExchangeExtension().handoverCompletions()) {
      if (exchange.isFailed()) {
        completion.onFailure(exchange);
      } else {
        completion.onComplete(exchange);
      }
    }
  }

  private static BytesMessage message(JMSException failure) {
    return (BytesMessage)
        Proxy.newProxyInstance(
            DonePolicyTest.class.getClassLoader(),
            new Class<?>[] {BytesMessage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("readBytes") && failure != null) {
                throw failure;
              }
              return switch (method.getName()) {
                case "propertyExists" -> true;
                case "getBodyLength" -> 4L;
                case "readBytes" -> 4;
                case "getPropertyNames" -> java.util.Collections.emptyEnumeration();
                default -> nothing(method.getReturnType());
              };
            });
  }

  private static <T> T proxy(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> nothing(method.getReturnType())));
  }

  private static Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    return type == long.class ? 0L : null;
  }

  private final class Hearing extends DonePolicy {

    @Override
    protected void begun(Exchange exchange, Message message) {
      heard.add("begun");
    }

    @Override
    protected void done(Exchange exchange, Message message, Session session) {
      heard.add("done");
    }

    @Override
    protected void failed(Exchange exchange, Message message) {
      heard.add("failed");
    }

    @Override
    protected void ended(Message message) {
      heard.add("ended");
    }
  }
}
