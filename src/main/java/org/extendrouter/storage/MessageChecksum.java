package org.extendrouter.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQIOErrorException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.persistence.impl.journal.LargeServerMessageImpl;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.text.SafeText;

/**
 * Stores a checksum with each message. Artemis has none: it would deliver an event of which some
 * bytes have changed on the disk.
 */
public final class MessageChecksum implements ActiveMQServerPlugin {

  private static final SimpleString CHECKSUM = SimpleString.of(HeaderNames.CHECKSUM);

  private static final String OURS = "Extend";

  private static final int LENGTH = 100;

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    if (!message.isDurable()) {
      return;
    }
    try {
      if (message instanceof LargeServerMessageImpl large) {
        checkWhole(large);
      }
      message.putLongProperty(CHECKSUM, of(message));
    } catch (IOException | RuntimeException e) {
      // The broker stores a message whatever else a plugin throws.
      throw new ActiveMQIOErrorException(
          "the message is not stored: %s; send it again".formatted(e.getMessage()), e);
    }
  }

  /**
   * Whether a stored message is what was sent.
   *
   * @param message as it was read from the disk
   * @return false if it has changed, or its file is gone; true also if it was stored without a
   *     checksum
   * @throws UncheckedIOException if it cannot be read now, which does not mean that it has changed
   */
  public static boolean isIntact(Message message) {
    try {
      return !message.containsProperty(CHECKSUM)
          || message.getLongProperty(CHECKSUM) == of(message);
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  private static long of(Message message) throws IOException {
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

  /** Of one in pieces, a piece can be lost on its way to the disk. */
  private static void checkWhole(LargeServerMessageImpl message) throws IOException {
    Long sent = message.getLongProperty(Message.HDR_LARGE_BODY_SIZE);
    // Of a compressed one, it is the size before that.
    if (sent != null && !message.getBooleanProperty(Message.HDR_LARGE_COMPRESSED)) {
      long stored = Files.size(file(message));
      if (stored != sent) {
        throw new IOException("%d bytes of its %d came".formatted(stored, sent));
      }
    }
  }

  /** It is in a file of its own. A broker that cannot read one by its own reader stops. */
  private static void addBody(LargeServerMessageImpl message, CRC32C checksum) throws IOException {
    try (InputStream body = new CheckedInputStream(Files.newInputStream(file(message)), checksum)) {
      // What the broker took for it at the start may be that of a file that could not be read.
      message.getLargeBody().setBodySize(body.transferTo(OutputStream.nullOutputStream()));
    }
  }

  private static Path file(LargeServerMessageImpl message) throws IOException {
    try {
      return message.getLargeBody().getReadingFile().getJavaFile().toPath();
    } catch (ActiveMQException e) {
      throw new IOException(e);
    }
  }
}
