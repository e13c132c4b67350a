package org.extendrouter.commit;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A message that Artemis sends in pieces, read straight into the bytes of whoever asks for them.
 * Artemis itself would put them together in a buffer first, which each consumer keeps until its
 * next large message.
 */
public final class StreamedMessage {

  private static final String LARGE_SIZE = "_AMQ_LARGE_SIZE";
  private static final String SAVE_STREAM = "JMS_AMQ_SaveStream";

  private StreamedMessage() {}

  /**
   * The message to hand on.
   *
   * @param message as it was received
   * @return the same, if it came in one piece; else one that fails at each further read once one
   *     has failed
   * @throws JMSException if it cannot be told
   */
  public static Message of(Message message) throws JMSException {
    if (!isInPieces(message)) {
      return message;
    }
    BytesMessage body = (BytesMessage) message;
    long length = body.getBodyLength();
    AtomicBoolean unread = new AtomicBoolean(true);
    AtomicReference<Exception> failure = new AtomicReference<>();
    return (Message)
        Proxy.newProxyInstance(
            BytesMessage.class.getClassLoader(),
            new Class<?>[] {BytesMessage.class},
            (proxy, method, arguments) -> {
              // Artemis forgets it, and a second read gives what had not come yet, and zeros.
              if (failure.get() != null && isOfTheBody(method.getName())) {
                throw failure.get();
              }
              if (method.getName().equals("readBytes")
                  && arguments.length == 1
                  && ((byte[]) arguments[0]).length == length
                  && unread.getAndSet(false)) {
                try {
                  return read(message, (byte[]) arguments[0]);
                } catch (JMSException | RuntimeException e) {
                  failure.set(e);
                  throw e;
                }
              }
              try {
                return method.invoke(message, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Its body comes once, and is as large as the event. */
  static boolean isInPieces(Message message) throws JMSException {
    return message instanceof BytesMessage && message.propertyExists(LARGE_SIZE);
  }

  private static boolean isOfTheBody(String method) {
    return method.startsWith("read") || method.equals("reset") || method.equals("getBody");
  }

  private static int read(Message message, byte[] target) throws JMSException {
    Target stream = new Target(target);
    message.setObjectProperty(SAVE_STREAM, stream);
    return stream.done();
  }

  /** Artemis keeps it for long, so it lets go of the bytes. */
  private static final class Target extends OutputStream {

    private byte[] bytes;
    private int count;

    Target(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int b) {
      bytes[count++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      System.arraycopy(source, offset, bytes, count, length);
      count += length;
    }

    int done() {
      bytes = null;
      return count;
    }
  }
}
