package org.extendrouter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.junit.jupiter.api.Test;
import org.springframework.core.NestedExceptionUtils;

class RefusedRecipientsTest {

  private final RefusedRecipients refused =
      new RefusedRecipients(List.of("One@example.com", "two@example.com"));

  @Test
  void allThatWereRefusedAreNamed() throws Exception {
    assertThat(reason("one@example.com", "two@example.com"))
        .isEqualTo("550 unknown user (one@example.com); 550 unknown user (two@example.com)");
  }

  @Test
  void anAddressThatNobodyHasConfiguredIsNotNamed() throws Exception {
    assertThat(reason("someone@example.org")).isEqualTo("550 unknown user");
    assertThat(reason("someone@example.org", "two@example.com"))
        .isEqualTo("550 unknown user (two@example.com)");
  }

  @Test
  void whatFailedForAnotherCauseKeepsIt() throws Exception {
    MessagingException failure = new MessagingException("no connection");
    refused.name(failure);
    assertThat(NestedExceptionUtils.getMostSpecificCause(failure)).isSameAs(failure);
  }

  private String reason(String... addresses) throws AddressException {
    SendFailedException failure = new SendFailedException("Invalid Addresses");
    for (String address : addresses) {
      failure.setNextException(
          new SMTPAddressFailedException(
              new InternetAddress(address), "RCPT TO", 550, "550 unknown user\n"));
    }
    refused.name(failure);
    return NestedExceptionUtils.getMostSpecificCause(failure).getMessage().strip();
  }
}
