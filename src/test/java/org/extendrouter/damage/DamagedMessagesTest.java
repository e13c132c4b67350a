package org.extendrouter.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.filter.Filter;
import org.apache.activemq.artemis.core.filter.impl.FilterImpl;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.utils.actors.ArtemisExecutor;
import org.extendrouter.names.HeaderNames;
import org.junit.jupiter.api.Test;

/** Which messages are looked at for damage. */
class DamagedMessagesTest {

  private final DamagedMessages damaged =
      new DamagedMessages(
          Path.of("large"),
          null,
          new UnreadableMessages(Clock.systemUTC()),
          Clock.systemUTC(),
          null);
  private final List<Runnable> givenUp = new ArrayList<>();

  @Test
  void whoLooksUpOneRunDoesNotHaveTheBytesOfAllOthersRead() throws Exception {
    MessageReference changed = MessageReference.Factory.createReference(changed("clr_1"), queue());
    assertThat(damaged.canAccept(consumer("ExtendRunId = 'clr_2'"), changed)).isTrue();
    assertThat(givenUp).isEmpty();
    assertThat(damaged.canAccept(consumer("ExtendRunId = 'clr_1'"), changed)).isFalse();
    assertThat(damaged.canAccept(consumer(null), changed)).isFalse();
    assertThat(givenUp).hasSize(2);
  }

  private static CoreMessage changed(String run) {
    CoreMessage message = new CoreMessage(7, 100);
    message.putStringProperty(HeaderNames.RUN_ID, run);
    message.putLongProperty(HeaderNames.CHECKSUM, 1);
    return message;
  }

  private static ServerConsumer consumer(String selector) throws ActiveMQException {
    Filter filter = FilterImpl.createFilter(selector);
    return proxy(ServerConsumer.class, name -> name.equals("getFilter") ? filter : null);
  }

  private Queue queue() {
    ArtemisExecutor executor = givenUp::add;
    return proxy(
        Queue.class,
        name ->
            switch (name) {
              case "getName" -> SimpleString.of("extend.review.decided");
              case "getExecutor" -> executor;
              default -> null;
            });
  }

  private static <T> T proxy(Class<T> type, Function<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.apply(method.getName())));
  }
}
