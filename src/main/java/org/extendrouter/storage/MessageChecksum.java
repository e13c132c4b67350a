package org.extendrouter.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.message.LargeBodyReader;
import org.apache.activemq.artemis.core.persistence.impl.journal.LargeServerMessageImpl;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a checksum with each message. Artemis has none: it would deliver an event of which some
 * bytes have changed on the disk.
 */
public final class MessageChecksum implements ActiveMQServerPlugin {

  private static final SimpleString CHECKSUM = SimpleString.of(HeaderNames.CHECKSUM);

  private static final String OURS = "Extend";

  private static final int LENGTH = 100;

  /** In bytes. */
  private static final int PIECE = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(MessageChecksum.class);

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    if (message.isDurable()) {
      message.putLongProperty(CHECKSUM, of(message));
    }
  }

  /**
   * Whether a stored message is what was sent.
   *
   * @param message as it was read from the disk
   * @return false if it has changed, or cannot be read; true also if it was stored without a
   *     checksum
   */
  public static boolean isIntact(Message message) {
    try {
      return !message.containsProperty(CHECKSUM)
          || message.getLongProperty(CHECKSUM) == of(message);
    } catch (ActiveMQException e) {
      LOG.warn("the file of a large message cannot be read: {}", e.toString());
      return false;
    }
  }

  /**
   * Says that a message has changed.
   *
   * @param message as it was read from the disk
   * @return words that go on after the name of its file, with the id of its event
   */
  public static String changed(Message message) {
    return "holds event "
        + SafeText.oneLine(message.getStringProperty(HeaderNames.EVENT_ID), LENGTH)
        + ", which has changed since it was stored";
  }

  private static long of(Message message) throws ActiveMQException {
    CRC32C checksum = new CRC32C();
    if (message instanceof LargeServerMessageImpl large) {
      addBody(large, checksum);
    } else {
      checksum.update(message.toCore().getReadOnlyBodyBuffer().byteBuf().nioBuffer());
    }
    for (SimpleString name : new TreeSet<>(message.getPropertyNames())) {
      if (name.startsWith(SimpleString.of(OURS)) && !name.equals(CHECKSUM)) {
        String property = name + "=" + message.getObjectProperty(name);
        checksum.update(property.getBytes(StandardCharsets.UTF_8));
      }
    }
    return checksum.getValue();
  }

  /** It is in a file of its own. */
  private static void addBody(LargeServerMessageImpl message, CRC32C checksum)
      throws ActiveMQException {
    try (LargeBodyReader body = message.getLargeBodyReader()) {
      body.open();
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      while (body.readInto(piece) > 0) {
        checksum.update(piece);
        piece.clear();
      }
    }
  }
}
