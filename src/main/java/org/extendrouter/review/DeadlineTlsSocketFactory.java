package org.extendrouter.review;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;
import org.extendrouter.review.ReviewProperties.Smtp;

/** TLS with a deadline, as Jakarta Mail asks for it: over a connection that has been made. */
final class DeadlineTlsSocketFactory extends SSLSocketFactory {

  private final SSLSocketFactory tls;
  private final Smtp smtp;

  DeadlineTlsSocketFactory(SSLSocketFactory tls, Smtp smtp) {
    this.tls = tls;
    this.smtp = smtp;
  }

  @Override
  public Socket createSocket(Socket connection, String host, int port, boolean autoClose)
      throws IOException {
    return tls.createSocket(new DeadlineSocket(connection, smtp), host, port, autoClose);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }
}
