package org.extendrouter.damage;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.postoffice.DuplicateIDCache;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.extendrouter.names.QueueNames;

/** The ids by which the inbox drops an event that comes again. */
final class RememberedEvents {

  private final AtomicReference<ActiveMQServer> server = new AtomicReference<>();

  void of(ActiveMQServer broker) {
    server.set(broker);
  }

  boolean contain(String eventId) {
    return eventId != null && ids().contains(bytes(eventId));
  }

  /** Also on the disk, behind all that the broker has written before. */
  void forget(String eventId) throws Exception {
    ids().deleteFromCache(bytes(eventId));
  }

  private DuplicateIDCache ids() {
    return server.get().getPostOffice().getDuplicateIDCache(SimpleString.of(QueueNames.INBOX));
  }

  /** As the broker reads the property of a message. */
  private static byte[] bytes(String eventId) {
    return SimpleString.of(eventId).getData();
  }
}
