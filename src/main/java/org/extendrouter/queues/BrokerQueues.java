package org.extendrouter.queues;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.extendrouter.broker.BrokerProperties;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.retries.Retries;
import org.extendrouter.taking.RouterQueues;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Asks the broker about its queues, with Artemis's management messages: they reach an embedded
 * broker and an external one, and show what waits to be tried again, which a browser does not.
 */
@Component
public class BrokerQueues {

  /** How it begins what an operation was refused for; the operation follows. */
  public static final String REFUSED = "the broker refused ";

  private static final String MANAGEMENT = "activemq.management";
  private static final String NAMES_WITH =
      "{\"field\":\"name\",\"operation\":\"CONTAINS\",\"value\":\"%s\"}";

  private static final String TIMESTAMP = "timestamp";

  /** More queues than any router has. */
  private static final int PAGE = 1000;

  /** The answer describes each message; above this many it costs too much to be asked for often. */
  private static final int MOST_LISTED = 1000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private final JmsTemplate jms;
  private final RouterQueues routerQueues;
  private final long timeoutMillis;

  BrokerQueues(
      BrokerConnection connection, RouterQueues routerQueues, BrokerProperties properties) {
    this.jms = new JmsTemplate(connection.asking());
    this.routerQueues = routerQueues;
    this.timeoutMillis = properties.callTimeout().toMillis();
  }

  /**
   * The queues of the router, those of types that were added included.
   *
   * @return depths by queue name; the dead-letter queue is always among them
   * @throws org.springframework.jms.JmsException if the broker does not answer
   * @throws ManagementRefusedException if it does not let this user ask
   */
  SortedMap<String, QueueDepth> depths() {
    return ask(
        broker -> {
          SortedMap<String, QueueDepth> depths = new TreeMap<>();
          depths.put(QueueNames.DEAD_LETTERS, QueueDepth.EMPTY);
          for (Map.Entry<String, JsonNode> queue : broker.queues(routerQueues.part()).entrySet()) {
            String name = queue.getKey();
            if (routerQueues.isCounted(name) && !queue.getValue().path("temporary").asBoolean()) {
              depths.put(name, depth(broker, ResourceNames.QUEUE + name, queue.getValue()));
            }
          }
          return depths;
        });
  }

  /**
   * Asks the broker's management.
   *
   * @param <T> what the answer is
   * @param question what to ask
   * @return the answer
   * @throws org.springframework.jms.JmsException if the broker does not answer
   * @throws ManagementRefusedException if it does not let this user ask
   */
  public <T> T ask(Question<T> question) {
    return jms.execute(session -> ask(session, question), true);
  }

  private <T> T ask(Session session, Question<T> question) throws JMSException {
    try {
      TemporaryQueue replies = session.createTemporaryQueue();
      try (MessageProducer producer = session.createProducer(session.createQueue(MANAGEMENT));
          MessageConsumer consumer = session.createConsumer(replies)) {
        return question.put(
            (resource, operation, parameters) -> {
              Message request = session.createMessage();
              JMSManagementHelper.putOperationInvocation(request, resource, operation, parameters);
              request.setJMSReplyTo(replies);
              // Persistent, so that this waits no longer than a call may: Artemis's receive waits
              // on.
              producer.send(request);
              return answer(operation, consumer.receive(timeoutMillis));
            });
      } finally {
        replies.delete();
      }
    } catch (JMSSecurityException e) {
      // There is a session, so the login was right.
      throw new ManagementRefusedException(e);
    }
  }

  private QueueDepth depth(Asker broker, String resource, JsonNode queue) throws JMSException {
    long messages = queue.path("messageCount").asLong();
    if (messages == 0) {
      return QueueDepth.EMPTY;
    }
    LongStream.Builder times = LongStream.builder();
    if (broker.ask(resource, "getFirstMessageTimestamp") instanceof Number ready) {
      times.add(ready.longValue());
    }
    long scheduled = queue.path("scheduledCount").asLong();
    boolean many = scheduled > MOST_LISTED;
    List<JsonNode> waiting = List.of();
    if (scheduled > 0) {
      String list = many ? "peekFirstScheduledMessageAsJSON" : "listScheduledMessagesAsJSON";
      waiting = broker.json(resource, list).findParents(TIMESTAMP);
    }
    long delivering = queue.path("deliveringCount").asLong();
    List<JsonNode> inWork = List.of();
    if (delivering > 0 && delivering <= MOST_LISTED) {
      inWork = broker.json(resource, "listDeliveringMessagesAsJSON").findParents(TIMESTAMP);
    }
    Stream.of(waiting, inWork)
        .flatMap(List::stream)
        .mapToLong(BrokerQueues::timestamp)
        .forEach(times::add);
    Instant oldest =
        times.build().boxed().min(Long::compare).map(Instant::ofEpochMilli).orElse(null);
    return new QueueDepth(
        messages,
        oldest,
        queue.path("consumerCount").asInt(),
        oldest == null && scheduled == 0 && delivering == 0,
        Retries.of(waiting, inWork, many ? scheduled - 1 : 0));
  }

  /** What waits for an earlier decision is sent again at each look. */
  private static long timestamp(JsonNode message) {
    try {
      return Instant.parse(message.path(HeaderNames.WAITS_SINCE).asText()).toEpochMilli();
    } catch (DateTimeException doesNotWait) {
      return message.path(TIMESTAMP).asLong();
    }
  }

  private static JsonNode json(Object answer) throws JMSException {
    try {
      return JSON.readTree(String.valueOf(answer));
    } catch (JsonProcessingException e) {
      throw failure("the broker's answer about its queues is not JSON", e);
    }
  }

  private static Object answer(String operation, Message reply) throws JMSException {
    if (reply == null) {
      throw failure("the broker did not answer " + operation, null);
    }
    try {
      Object result = JMSManagementHelper.getResult(reply);
      if (!JMSManagementHelper.hasOperationSucceeded(reply)) {
        throw failure(REFUSED + operation + ": " + result, null);
      }
      return result;
    } catch (JMSException e) {
      throw e;
    } catch (Exception e) {
      throw failure("the broker's answer to " + operation + " cannot be read", e);
    }
  }

  private static JMSException failure(String message, Exception cause) {
    JMSException failure = new JMSException(message);
    failure.initCause(cause);
    return failure;
  }

  /**
   * What is to be asked in one session.
   *
   * @param <T> what the answer is
   */
  public interface Question<T> {

    /**
     * Asks it, by any number of calls.
     *
     * @param broker who is asked
     * @return the answer
     * @throws JMSException if a call fails
     */
    T put(Asker broker) throws JMSException;
  }

  /** Calls the broker's management. */
  public interface Asker {

    /**
     * Calls an operation.
     *
     * @param resource what it is an operation of, by {@link ResourceNames}
     * @param operation its name
     * @param parameters its parameters
     * @return its result
     * @throws JMSException if the broker refuses it, or does not answer within {@code
     *     extend.broker.call-timeout}
     */
    Object ask(String resource, String operation, Object... parameters) throws JMSException;

    /**
     * Calls an operation that answers with JSON.
     *
     * @param resource what it is an operation of, by {@link ResourceNames}
     * @param operation its name
     * @param parameters its parameters
     * @return its result
     * @throws JMSException as {@link #ask} does, or if the result is no JSON
     */
    default JsonNode json(String resource, String operation, Object... parameters)
        throws JMSException {
      return BrokerQueues.json(ask(resource, operation, parameters));
    }

    /**
     * Asks which queues there are.
     *
     * @param part what their names hold; may be empty
     * @return what the broker says of each, by its name
     * @throws JMSException as {@link #json} does
     */
    default Map<String, JsonNode> queues(String part) throws JMSException {
      Map<String, JsonNode> queues = new LinkedHashMap<>();
      json(ResourceNames.BROKER, "listQueues", NAMES_WITH.formatted(part), 1, PAGE)
          .path("data")
          .forEach(queue -> queues.put(queue.path("name").asText(), queue));
      return queues;
    }
  }
}
