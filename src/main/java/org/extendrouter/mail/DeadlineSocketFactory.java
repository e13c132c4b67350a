package org.extendrouter.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Plain connections with a deadline, as Jakarta Mail asks for them: not connected yet. */
final class DeadlineSocketFactory extends SocketFactory {

  private final Smtp smtp;

  DeadlineSocketFactory(Smtp smtp) {
    this.smtp = smtp;
  }

  @Override
  public Socket createSocket() throws IOException {
    return new DeadlineSocket(new Socket(), smtp);
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
