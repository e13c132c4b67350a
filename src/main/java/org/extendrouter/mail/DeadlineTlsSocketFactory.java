package org.extendrouter.mail;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.util.MailSSLSocketFactory;

/** TLS with a deadline, as Jakarta Mail asks for it: over a connection that has been made. */
final class DeadlineTlsSocketFactory extends MailSSLSocketFactory {

  private final SSLSocketFactory tls;
  private final MailConnection mail;

  DeadlineTlsSocketFactory(SSLSocketFactory tls, MailConnection mail)
      throws GeneralSecurityException {
    this.tls = tls;
    this.mail = mail;
  }

  @Override
  public Socket createSocket(Socket connection, String host, int port, boolean autoClose)
      throws IOException {
    return tls.createSocket(mail.over(connection), host, port, autoClose);
  }
}
