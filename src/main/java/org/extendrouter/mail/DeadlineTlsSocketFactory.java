package org.extendrouter.mail;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.util.MailSSLSocketFactory;

/** TLS with a deadline, as Jakarta Mail asks for it: over a connection that has been made. */
final class DeadlineTlsSocketFactory extends MailSSLSocketFactory {

  private final SSLSocketFactory tls;
  private final Smtp smtp;

  DeadlineTlsSocketFactory(SSLSocketFactory tls, Smtp smtp) throws GeneralSecurityException {
    this.tls = tls;
    this.smtp = smtp;
  }

  @Override
  public Socket createSocket(Socket connection, String host, int port, boolean autoClose)
      throws IOException {
    return tls.createSocket(new DeadlineSocket(connection, smtp), host, port, autoClose);
  }
}
