package org.extendrouter.mail;

import jakarta.mail.MessagingException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;

/**
 * Names recipients that a mail server refused. Its words need not say whom they are about. Only
 * addresses of the configuration are named: others may be of people in an event.
 */
final class RefusedRecipients {

  private final Set<String> named;

  RefusedRecipients(Collection<String> named) {
    this.named =
        named.stream().map(RefusedRecipients::lowerCase).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Puts the names where the innermost cause is looked for, if that is about a recipient.
   *
   * @param failure why sending failed; is changed
   */
  void name(MessagingException failure) {
    List<Exception> chain = MailRejection.chain(failure).toList();
    List<SMTPAddressFailedException> refused =
        chain.stream()
            .filter(SMTPAddressFailedException.class::isInstance)
            .map(SMTPAddressFailedException.class::cast)
            .filter(part -> part.getAddress() != null)
            .filter(part -> named.contains(lowerCase(part.getAddress().getAddress())))
            .toList();
    if (!refused.isEmpty()
        && chain.get(chain.size() - 1) instanceof SMTPAddressFailedException last) {
      failure.setNextException(
          new SMTPAddressFailedException(
              last.getAddress(),
              last.getCommand(),
              last.getReturnCode(),
              refused.stream().map(RefusedRecipients::words).collect(Collectors.joining("; "))));
    }
  }

  private static String words(SMTPAddressFailedException part) {
    return "%s (%s)".formatted(part.getMessage().strip(), part.getAddress().getAddress());
  }

  private static String lowerCase(String address) {
    return address.toLowerCase(Locale.ROOT);
  }
}
