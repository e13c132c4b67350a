package org.extendrouter.embedded;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.core.filter.Filter;
import org.apache.activemq.artemis.core.paging.cursor.PageSubscription;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.postoffice.PostOffice;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.QueueFactory;
import org.apache.activemq.artemis.core.server.impl.QueueImpl;
import org.apache.activemq.artemis.core.settings.HierarchicalRepository;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.utils.actors.ArtemisExecutor;
import org.extendrouter.names.QueueNames;
import org.extendrouter.schedule.Pauses;

/** One of {@link QueuesThatCountOnce}, whose waiting messages can be scheduled anew. */
final class CountedOnceQueue extends QueueImpl {

  private final HierarchicalRepository<AddressSettings> settings;

  CountedOnceQueue(
      QueueConfiguration configuration,
      Filter filter,
      PageSubscription pages,
      ScheduledExecutorService scheduled,
      PostOffice postOffice,
      StorageManager storage,
      HierarchicalRepository<AddressSettings> settings,
      ArtemisExecutor executor,
      ActiveMQServer server,
      QueueFactory factory) {
    super(
        configuration,
        filter,
        pages == null ? null : pages.getPagingStore(),
        pages,
        scheduled,
        postOffice,
        storage,
        settings,
        executor,
        server,
        factory);
    this.settings = settings;
  }

  @Override
  public synchronized void reload(MessageReference message) {
    if (!scheduledDeliveryHandler.checkAndSchedule(message, true)) {
      super.reload(message);
    } else if (!message.isPaged()) {
      incrementMesssagesAdded();
    }
  }

  /**
   * Lets waiting messages wait no longer than they would have, had the clock not been set. One that
   * would wait for longer than any may, since another clock has put it off, is tried at once.
   *
   * @param step by how much the clock was set; zero looks for those that wait for too long
   * @return how many were scheduled anew
   */
  int scheduleAnew(Duration step) {
    long now = System.currentTimeMillis();
    long latest = now + longestPause();
    List<MessageReference> anew =
        take(
            message ->
                isPutOffByTheRouter(message)
                    && (!step.isZero() || message.getScheduledDeliveryTime() > latest));
    for (MessageReference message : anew) {
      // There is one timer for each time, and the one of now may be years away.
      long moved = message.getScheduledDeliveryTime() + (step.isNegative() ? step.toMillis() : 1);
      message.setScheduledDeliveryTime(moved < now || moved > latest ? now : moved);
      forgetTimeAtTheStart(message);
      scheduledDeliveryHandler.checkAndSchedule(message, true);
    }
    return anew.size();
  }

  /** Artemis adds it to what it loads, and a route that sends the message on puts it off again. */
  private static void forgetTimeAtTheStart(MessageReference message) {
    if (!message.isPaged()) {
      message.getMessage().removeProperty(Message.HDR_SCHEDULED_DELIVERY_TIME);
    }
  }

  private List<MessageReference> take(Predicate<MessageReference> which) {
    try {
      return scheduledDeliveryHandler.cancel(which);
    } catch (ActiveMQException e) {
      throw new IllegalStateException("declared, and never thrown", e);
    }
  }

  /** Else it waits for a time of day that its sender has named. */
  private boolean isPutOffByTheRouter(MessageReference message) {
    return message.getDeliveryCount() > 0 || getName().toString().equals(QueueNames.DECISIONS);
  }

  private long longestPause() {
    AddressSettings ours = settings.getMatch(getAddress().toString());
    return Math.max(ours.getMaxRedeliveryDelay(), Pauses.LONGEST.toMillis());
  }
}
