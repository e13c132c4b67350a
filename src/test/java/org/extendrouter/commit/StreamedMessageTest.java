package org.extendrouter.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Bytes that did not all come are never taken for the message. */
class StreamedMessageTest {

  private final JMSException timeout = new JMSException("timed out in the middle of the body");

  @Test
  void aBodyThatCouldNotBeReadOnceIsNotReadAgainInPart() throws Exception {
    BytesMessage message = (BytesMessage) StreamedMessage.of(breaking(timeout));
    byte[] bytes = new byte[4];

    assertThatThrownBy(() -> message.readBytes(bytes)).isSameAs(timeout);

    assertThatThrownBy(() -> message.readBytes(new byte[4])).isSameAs(timeout);
    assertThatThrownBy(() -> message.readBytes(new byte[9], 4)).isSameAs(timeout);
    assertThatThrownBy(message::readByte).isSameAs(timeout);
    assertThatThrownBy(message::reset).isSameAs(timeout);
    assertThatThrownBy(() -> message.getBody(byte[].class)).isSameAs(timeout);
    assertThat(message.getBodyLength()).isEqualTo(4);
  }

  @Test
  void aBodyThatCameIsReadAsItIs() throws Exception {
    BytesMessage message = (BytesMessage) StreamedMessage.of(breaking(null));
    byte[] bytes = new byte[4];
    assertThat(message.readBytes(bytes)).isEqualTo(2);
    assertThat(bytes).startsWith(1, 2);
    message.reset();
  }

  /** As Artemis's: half of it comes, and what is asked after that is answered with the rest. */
  private static BytesMessage breaking(JMSException failure) {
    return (BytesMessage)
        Proxy.newProxyInstance(
            BytesMessage.class.getClassLoader(),
            new Class<?>[] {BytesMessage.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "propertyExists" -> true;
                  case "getBodyLength" -> 4L;
                  case "setObjectProperty" -> half((OutputStream) arguments[1], failure);
                  case "readBytes" -> 2;
                  case "readByte" -> (byte) 0;
                  default -> null;
                });
  }

  private static Object half(OutputStream target, JMSException failure)
      throws JMSException, IOException {
    target.write(new byte[] {1, 2});
    if (failure != null) {
      throw failure;
    }
    return null;
  }
}
