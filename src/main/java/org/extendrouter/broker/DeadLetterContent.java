package org.extendrouter.broker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A dead letter with what it holds.
 *
 * @param letter the rest of it
 * @param body the event as it was received; null if it is not UTF-8
 * @param bodyBase64 the event's bytes if they are not UTF-8
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterContent(@JsonUnwrapped DeadLetter letter, String body, byte[] bodyBase64) {

  static DeadLetterContent of(Message message) throws JMSException {
    DeadLetter letter = DeadLetter.of(message);
    if (!(message instanceof BytesMessage)) {
      return new DeadLetterContent(letter, null, null);
    }
    byte[] bytes = message.getBody(byte[].class);
    byte[] body = bytes == null ? new byte[0] : bytes;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return new DeadLetterContent(letter, text, null);
    } catch (CharacterCodingException notText) {
      return new DeadLetterContent(letter, null, body);
    }
  }
}
