package org.extendrouter.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.junit.jupiter.api.Test;

/** What is to be taken out of a queue, at a broker that has other work to do. */
class LateMessagesTest {

  private final Deque<Optional<Message>> answers = new ArrayDeque<>();
  private int asked;

  @Test
  void oneThatIsHandedOverLateIsTakenToo() throws Exception {
    Message first = new ActiveMQMessage();
    Message second = new ActiveMQMessage();
    LateMessages late = messages(null, first, null, null, second);

    assertThat(late.next()).isSameAs(first);
    assertThat(late.next()).isSameAs(second);
    assertThat(late.next()).isNull();
  }

  @Test
  void oneThatIsOnItsWayIsTakenThoughNoBrowserSeesIt() throws Exception {
    Message late = new ActiveMQMessage();
    answers.add(Optional.empty());
    answers.add(Optional.of(late));

    assertThat(new LateMessages(consumer(), () -> false).next()).isSameAs(late);
  }

  @Test
  void whatIsGoneIsNotWaitedFor() throws Exception {
    assertThat(messages().next()).isNull();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void whatCannotBeReachedIsNotWaitedForWithoutEnd() throws Exception {
    assertThat(messages(new Message[100]).next()).isNull();
    assertThat(asked).isEqualTo(LateMessages.RECEIVES);
  }

  /** Of a consumer that gives these, null where it has waited in vain, and of the queue's rest. */
  private LateMessages messages(Message... given) {
    Arrays.stream(given).map(Optional::ofNullable).forEach(answers::add);
    return new LateMessages(consumer(), () -> !answers.isEmpty());
  }

  private MessageConsumer consumer() {
    return (MessageConsumer)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {MessageConsumer.class},
            (proxy, method, arguments) -> {
              asked++;
              return answers.isEmpty() ? null : answers.remove().orElse(null);
            });
  }
}
