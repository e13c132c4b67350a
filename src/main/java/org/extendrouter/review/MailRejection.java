package org.extendrouter.review;

import jakarta.mail.MessagingException;
import org.apache.camel.ExchangeException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.stereotype.Component;

/** Tells a mail server's no for good from trouble that may pass. */
@Component("mailRejection")
public final class MailRejection {

  private static final int FIRST_PERMANENT_CODE = 500;

  /**
   * Whether sending again is no use: the server answered 5xx (RFC 5321, 4.2.1) to a recipient or to
   * the mail, and 4xx to none of them. A failed login does not count, since people mend that while
   * mails wait.
   *
   * @param failure why sending failed
   * @return true if the mail must not be sent again as it is
   */
  public boolean isPermanent(@ExchangeException MessagingException failure) {
    boolean permanent = false;
    for (Exception cause = failure;
        cause instanceof MessagingException messaging;
        cause = messaging.getNextException()) {
      int code = code(messaging);
      if (code > 0
          && code < FIRST_PERMANENT_CODE
          && messaging instanceof SMTPAddressFailedException) {
        return false;
      }
      permanent |= code >= FIRST_PERMANENT_CODE;
    }
    return permanent;
  }

  private static int code(MessagingException failure) {
    if (failure instanceof SMTPAddressFailedException address) {
      return address.getReturnCode();
    }
    return failure instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
  }
}
