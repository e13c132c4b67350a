package org.extendrouter.broker;

import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Stores a checksum with each message. Artemis's journal has none: it would deliver an event of
 * which some bytes have changed on the disk. Large messages have a file of their own, and none.
 */
final class MessageChecksum implements ActiveMQServerPlugin {

  private static final SimpleString CHECKSUM = SimpleString.of("ExtendChecksum");

  private static final String OURS = "Extend";

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue) {
    if (message.isDurable() && !message.isLargeMessage()) {
      message.putLongProperty(CHECKSUM, of(message));
    }
  }

  /**
   * Whether a stored message is what was sent.
   *
   * @param message as it was read from the journal
   * @return false if it has changed; true also if it was stored without a checksum
   */
  static boolean isIntact(Message message) {
    return message.isLargeMessage()
        || !message.containsProperty(CHECKSUM)
        || message.getLongProperty(CHECKSUM) == of(message);
  }

  private static long of(Message message) {
    CRC32C checksum = new CRC32C();
    checksum.update(message.toCore().getReadOnlyBodyBuffer().byteBuf().nioBuffer());
    for (SimpleString name : new TreeSet<>(message.getPropertyNames())) {
      if (name.startsWith(SimpleString.of(OURS)) && !name.equals(CHECKSUM)) {
        String property = name + "=" + message.getObjectProperty(name);
        checksum.update(property.getBytes(StandardCharsets.UTF_8));
      }
    }
    return checksum.getValue();
  }
}
