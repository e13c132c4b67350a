package org.extendrouter.mail;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/** The connection of one mail, however it is kept private. */
final class MailConnection {

  private final Smtp smtp;

  private volatile DeadlineSocket socket;

  MailConnection(Smtp smtp) {
    this.smtp = smtp;
  }

  /**
   * Gives a connection its deadline.
   *
   * @param connection made or not
   * @return that connection
   */
  Socket over(Socket connection) throws IOException {
    socket = new DeadlineSocket(connection, smtp);
    return socket;
  }

  /** Lets an answer come until the deadline, which closes the connection. */
  void waitUntilDeadline() {
    waitFor(0);
  }

  /** Lets an answer take as long as that to a step may. */
  void waitForStep() {
    waitFor(Math.toIntExact(smtp.timeout().toMillis()));
  }

  private void waitFor(int millis) {
    try {
      socket.setSoTimeout(millis);
    } catch (SocketException closed) {
      // Whoever reads from it is told why; an answer that is there counts.
    }
  }
}
