package org.extendrouter.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.extendrouter.letters.DeadLetter;
import org.extendrouter.redelivery.Failure;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A dead letter with what it holds.
 *
 * @param letter the rest of it
 * @param headers its properties, without those of the broker and of the failure
 * @param body the event as it was received, or a message's text; null if it is not UTF-8
 * @param bodyBase64 the event's bytes if they are not UTF-8; of a message that is neither bytes nor
 *     text, what it holds as the broker keeps it, which is never read as an object
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterContent(
    @JsonUnwrapped DeadLetter letter, Map<String, Object> headers, String body, byte[] bodyBase64)
    implements OperationResponseBody {

  static DeadLetterContent of(DeadLetter letter, Message message) throws JMSException {
    Map<String, Object> headers = ReplayedMessage.properties(message);
    if (message instanceof TextMessage text) {
      return new DeadLetterContent(letter, headers, text.getText(), null);
    }
    byte[] bytes = message instanceof BytesMessage ? message.getBody(byte[].class) : raw(message);
    byte[] body = bytes == null ? new byte[0] : bytes;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return new DeadLetterContent(letter, headers, text, null);
    } catch (CharacterCodingException notText) {
      return new DeadLetterContent(letter, headers, null, body);
    }
  }

  /** The same, with a reason that was kept for it. */
  DeadLetterContent because(Failure known) {
    return new DeadLetterContent(letter.because(known), headers, body, bodyBase64);
  }

  private static byte[] raw(Message message) {
    ActiveMQBuffer body = ((ActiveMQMessage) message).getCoreMessage().getReadOnlyBodyBuffer();
    byte[] bytes = new byte[body.readableBytes()];
    body.readBytes(bytes);
    return bytes;
  }
}
