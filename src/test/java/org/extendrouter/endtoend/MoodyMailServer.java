package org.extendrouter.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** An SMTP server that answers each line as a test tells it to. */
final class MoodyMailServer implements AutoCloseable {

  /** Said in place of an answer: nothing, for as long as the client waits. */
  static final String SILENCE = "";

  /**
   * Said in place of an answer: a little of it, again and again, for as long as the client waits.
   */
  static final String TRICKLE = "...";

  private static final long TRICKLE_MILLIS = 100;

  private final ServerSocket socket;

  /** One field, so that a talk that has begun in another mood is none of this one's. */
  private volatile Episode episode = new Episode(line -> null);

  record Mail(List<String> recipients, String content) {}

  /** A mood, and what happened in it. */
  private record Episode(UnaryOperator<String> mood, List<Long> attempts, List<Mail> mails) {

    Episode(UnaryOperator<String> mood) {
      this(mood, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    }
  }

  MoodyMailServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "moody-mail-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /**
   * Changes how lines of later connections are answered, and forgets what happened before. The
   * lines are the client's, in capitals, and {@code GREETING} and {@code CONTENT} for the server's
   * turns; null answers as a mail server in good health does.
   */
  void answer(UnaryOperator<String> newMood) {
    episode = new Episode(newMood);
  }

  List<Mail> mails() {
    return episode.mails();
  }

  /** When clients connected, in milliseconds as {@link #now} counts them. */
  List<Long> attempts() {
    return episode.attempts();
  }

  static long now() {
    return System.nanoTime() / 1_000_000;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Episode current = episode;
        current.attempts().add(now());
        Thread talk = new Thread(() -> talk(client, current), "moody-mail-talk");
        talk.setDaemon(true);
        talk.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket client, Episode current) {
    UnaryOperator<String> mood = current.mood();
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      OutputStream out = client.getOutputStream();
      List<String> recipients = new ArrayList<>();
      say(mood, out, "GREETING", "220 moody");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String upper = line.toUpperCase(Locale.ROOT);
        if (upper.startsWith("EHLO")) {
          say(mood, out, upper, "250-moody\r\n250 AUTH PLAIN");
        } else if (upper.startsWith("AUTH")) {
          say(mood, out, upper, "235 welcome");
        } else if (upper.startsWith("DATA")) {
          say(mood, out, upper, "354 go on");
          StringBuilder content = new StringBuilder();
          for (line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            content.append(line).append('\n');
          }
          if (say(mood, out, "CONTENT", "250 taken")) {
            current.mails().add(new Mail(List.copyOf(recipients), content.toString()));
          }
        } else if (upper.startsWith("RCPT TO:")) {
          if (say(mood, out, upper, "250 ok")) {
            recipients.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
          }
        } else if (upper.startsWith("QUIT")) {
          say(mood, out, upper, "221 bye");
          return;
        } else {
          say(mood, out, upper, "250 ok");
        }
      }
    } catch (IOException gone) {
      // The client has given up, which some tests are about.
    }
  }

  private static boolean say(
      UnaryOperator<String> mood, OutputStream out, String line, String usual) throws IOException {
    String answer = mood.apply(line);
    if (SILENCE.equals(answer)) {
      return false;
    }
    while (TRICKLE.equals(answer)) {
      out.write("220-wait\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TRICKLE_MILLIS));
    }
    String said = answer == null ? usual : answer;
    out.write((said + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    return answer == null;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
