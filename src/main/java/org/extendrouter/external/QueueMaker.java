package org.extendrouter.external;

import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sees to it that the queues are there that no route consumes: a broker drops what it gives up if
 * there is none for dead letters, and only the embedded one makes them at its start.
 */
@Component
@ConditionalOnBooleanProperty(name = "extend.broker.embedded", havingValue = false)
class QueueMaker {

  private static final Logger LOG = LoggerFactory.getLogger(QueueMaker.class);

  private static final String NOTHING = "FALSE";

  private final JmsTemplate jms;
  private final QueueWatch watch;

  QueueMaker(BrokerConnection connection, QueueWatch watch) {
    this.jms = new JmsTemplate(connection.asking());
    this.watch = watch;
  }

  /** A broker makes a queue for a consumer that is allowed to have it made. */
  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      fixedDelayString = "${extend.broker.watch-interval}")
  void makeQueues() {
    if (watch.brokerGone().isPresent()) {
      return;
    }
    try {
      jms.execute(
          session -> {
            for (String queue : QueueNames.KEPT) {
              session.createConsumer(session.createQueue(queue), NOTHING).close();
            }
            return null;
          });
    } catch (JmsException e) {
      LOG.debug("will be tried again", e);
    }
  }
}
