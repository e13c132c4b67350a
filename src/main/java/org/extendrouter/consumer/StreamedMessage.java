package org.extendrouter.consumer;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A message that Artemis sends in pieces, read straight into the bytes of whoever asks for them.
 * Artemis itself would put them together in a buffer first, which each consumer keeps until its
 * next large message.
 */
final class StreamedMessage {

  private static final String LARGE_SIZE = "_AMQ_LARGE_SIZE";
  private static final String SAVE_STREAM = "JMS_AMQ_SaveStream";

  private StreamedMessage() {}

  /**
   * The message to hand on.
   *
   * @param message as it was received
   * @return the same, if it came in one piece
   */
  static Message of(Message message) throws JMSException {
    if (!(message instanceof BytesMessage body) || !message.propertyExists(LARGE_SIZE)) {
      return message;
    }
    long length = body.getBodyLength();
    AtomicBoolean unread = new AtomicBoolean(true);
    return (Message)
        Proxy.newProxyInstance(
            BytesMessage.class.getClassLoader(),
            new Class<?>[] {BytesMessage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("readBytes")
                  && arguments.length == 1
                  && ((byte[]) arguments[0]).length == length
                  && unread.getAndSet(false)) {
                return read(message, (byte[]) arguments[0]);
              }
              try {
                return method.invoke(message, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
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
