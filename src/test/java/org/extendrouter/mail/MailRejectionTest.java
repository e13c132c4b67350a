package org.extendrouter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.ConnectException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailRejectionTest {

  private final MailRejection rejection = new MailRejection();

  @ParameterizedTest
  @CsvSource({"550, true", "500, true", "554, true", "499, false", "450, false", "421, false"})
  void oneRecipientsAnswerDecides(int code, boolean permanent) {
    assertThat(rejection.isPermanent(address(code))).isEqualTo(permanent);
    assertThat(rejection.isPermanent(refused(address(code)))).isEqualTo(permanent);
  }

  @ParameterizedTest
  @CsvSource({"552, true", "554, true", "452, false", "421, false", "250, false"})
  void theAnswerToTheMailDecides(int code, boolean permanent) {
    assertThat(rejection.isPermanent(mail(code, null))).isEqualTo(permanent);
  }

  @ParameterizedTest
  @CsvSource({
    "552, 552 too large, true",
    "554, 554 5.3.4 too large for this system, true",
    "554, 554 5.2.3 too large for this mailbox, true",
    "554, 554 5.7.1 spam, false",
    "554, 554 15.3.45 what, false",
    "452, 452 4.3.1 no room, false"
  })
  void aMailThatIsTooLargeIsToldFromOthersThatAreRefused(
      int code, String answer, boolean tooLarge) {
    Address[] none = {};
    assertThat(
            rejection.isTooLarge(
                new SMTPSendFailedException("DATA", code, answer, null, none, none, none)))
        .isEqualTo(tooLarge);
  }

  @Test
  void aRecipientToTryAgainKeepsTheMail() {
    assertThat(rejection.isPermanent(refused(chain(address(550), address(450))))).isFalse();
    assertThat(rejection.isPermanent(refused(chain(address(450), address(550))))).isFalse();
    assertThat(rejection.isPermanent(refused(chain(address(550), address(551))))).isTrue();
  }

  @Test
  void aMailSentToSomeAndRefusedForGoodByOthersIsDone() {
    assertThat(rejection.isPermanent(mail(250, address(550)))).isTrue();
    assertThat(rejection.isPermanent(mail(250, address(450)))).isFalse();
  }

  /** One bad address, and then the server has no room for the mail to the good ones. */
  @Test
  void aMailToTryAgainIsKeptThoughARecipientIsRefusedForGood() {
    assertThat(rejection.isPermanent(mail(452, address(550)))).isFalse();
  }

  @Test
  void whatIsNotTheServersAnswerMayPass() {
    assertThat(rejection.isPermanent(new MessagingException("trouble"))).isFalse();
    assertThat(
            rejection.isPermanent(
                new MessagingException("no connection", new ConnectException("refused"))))
        .isFalse();
    assertThat(rejection.isPermanent(new AuthenticationFailedException("535 5.7.8 bad password")))
        .isFalse();
    assertThat(rejection.isPermanent(new SendFailedException("no recipient"))).isFalse();
  }

  private static SMTPAddressFailedException address(int code) {
    try {
      return new SMTPAddressFailedException(
          new InternetAddress("someone@example.com"), "RCPT TO", code, code + " answer");
    } catch (AddressException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessagingException refused(Exception addresses) {
    return new SendFailedException("Invalid Addresses", addresses);
  }

  private static MessagingException mail(int code, Exception next) {
    return new SMTPSendFailedException(
        "DATA", code, code + " answer", next, new Address[0], new Address[0], new Address[0]);
  }

  private static MessagingException chain(MessagingException first, MessagingException second) {
    first.setNextException(second);
    return first;
  }
}
