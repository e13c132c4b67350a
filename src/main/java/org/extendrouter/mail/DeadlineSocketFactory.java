package org.extendrouter.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Plain connections with a deadline, as Jakarta Mail asks for them: not connected yet. */
final class DeadlineSocketFactory extends SocketFactory {

  private final MailConnection connection;

  DeadlineSocketFactory(MailConnection connection) {
    this.connection = connection;
  }

  @Override
  public Socket createSocket() throws IOException {
    return connection.over(new Socket());
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
