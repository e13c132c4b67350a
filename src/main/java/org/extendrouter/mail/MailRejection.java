package org.extendrouter.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.extendrouter.names.HeaderNames;
import org.springframework.stereotype.Component;

/**
 * Tells a mail server's permanent refusal from trouble that may pass. Looks at the whole failure,
 * not at its innermost cause, which is one recipient's alone.
 */
@Component("extendMailRejection")
public final class MailRejection {

  /** RFC 4954, 6: the server wants a login, or another one. */
  private static final Set<Integer> LOGIN_CODES = Set.of(530, 534, 535, 538);

  private static final int TOO_LARGE = 552;
  private static final Pattern TOO_LARGE_ENHANCED = Pattern.compile("\\b5\\.(3\\.4|2\\.3)\\b");

  /**
   * Whether sending again is no use: the server answered 5xx (RFC 5321, 4.2.1) to a recipient, to
   * the sender or to the mail, and 4xx to none of them. A failed login does not count, since people
   * fix that while mails wait.
   *
   * @param failure why sending failed
   * @return true if the mail must not be sent again as it is
   */
  public boolean isPermanent(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) MessagingException failure) {
    List<Integer> codes = chain(failure).map(MailRejection::code).toList();
    return codes.stream().noneMatch(code -> code / 100 == 4 || LOGIN_CODES.contains(code))
        && codes.stream().anyMatch(code -> code / 100 == 5);
  }

  /**
   * Whether the mail is too large for the server (RFC 1870, 6; RFC 3463, 3.3 and 3.4).
   *
   * @param failure why sending failed
   * @return true if a smaller one may be taken
   */
  public boolean isTooLarge(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) MessagingException failure) {
    return isPermanent(failure)
        && chain(failure)
            .anyMatch(
                part ->
                    code(part) == TOO_LARGE
                        || TOO_LARGE_ENHANCED.matcher(String.valueOf(part.getMessage())).find());
  }

  /**
   * Whether some recipients have the mail and others may get it later.
   *
   * @param failure why sending failed
   * @return true if the mail must be sent again, to the others alone
   */
  public boolean isPartial(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) MessagingException failure) {
    return !reached(failure).isEmpty() && !isPermanent(failure);
  }

  /**
   * Who has got the mail, so that it is not sent to them twice.
   *
   * @param failure why sending failed
   * @param before who had it before, separated by commas; null for nobody
   * @return all who have it, separated by commas; null if nobody has
   */
  public String mailedTo(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) MessagingException failure,
      @Header(HeaderNames.MAILED_TO) String before) {
    List<Address> reached = reached(failure);
    return reached.isEmpty()
        ? before
        : Stream.concat(Stream.ofNullable(before), reached.stream().map(Address::toString))
            .collect(Collectors.joining(","));
  }

  private static List<Address> reached(MessagingException failure) {
    return failure instanceof SendFailedException send && send.getValidSentAddresses() != null
        ? List.of(send.getValidSentAddresses())
        : List.of();
  }

  /** The failure, and what Jakarta Mail has linked to it: one for each recipient, for example. */
  static Stream<Exception> chain(MessagingException failure) {
    return Stream.iterate(failure, Objects::nonNull, MailRejection::next);
  }

  private static Exception next(Exception failure) {
    return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
  }

  private static int code(Exception failure) {
    if (failure instanceof SMTPAddressFailedException address) {
      return address.getReturnCode();
    }
    if (failure instanceof SMTPSenderFailedException sender) {
      return sender.getReturnCode();
    }
    return failure instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
  }
}
