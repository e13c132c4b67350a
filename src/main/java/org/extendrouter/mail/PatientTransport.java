package org.extendrouter.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Sends one mail, and waits until its deadline for what the server says once it has all of it. A
 * server may look into the mail first, for minutes (RFC 5321, 4.5.3.2.6), and to leave meanwhile
 * means a second copy with the next attempt.
 */
final class PatientTransport extends SMTPTransport {

  private final MailConnection connection;

  private boolean finishing;

  PatientTransport(Session session, URLName server, MailConnection connection) {
    super(session, server);
    this.connection = connection;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    finishing = true;
    try {
      super.finishData();
    } finally {
      finishing = false;
    }
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    if (!finishing) {
      return super.readServerResponse();
    }
    // An answer without a code makes the transport say goodbye in here.
    finishing = false;
    connection.waitUntilDeadline();
    int code;
    try {
      code = super.readServerResponse();
    } catch (MessagingException e) {
      throw unanswered(e.getNextException());
    } finally {
      connection.waitForStep();
    }
    if (code < 0) {
      throw unanswered(new IOException("it closed the connection, or its answer has no code"));
    }
    return code;
  }

  private static MessagingException unanswered(Exception failure) {
    String message =
        "the mail was sent whole, and the server may have taken it, so that the next attempt may be a second copy: "
            + failure.getMessage();
    IOException reason =
        failure instanceof SocketTimeoutException
            ? new SocketTimeoutException(message)
            : new IOException(message);
    reason.addSuppressed(failure);
    return new MessagingException(message, reason);
  }
}
