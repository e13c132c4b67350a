package org.extendrouter.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that keeps of each mail its Message-ID alone, and how often it came. */
final class MailCounter implements AutoCloseable {

  private static final Pattern MESSAGE_ID =
      Pattern.compile("^Message-ID:\\s*<([^@>]+)", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

  private final Map<String, Integer> mails = new ConcurrentHashMap<>();
  private final SMTPServer server;

  MailCounter(int port) {
    server = SMTPServer.port(port).messageHandler((context, from, to, mail) -> count(mail)).build();
    server.start();
  }

  /** How often a mail came, by the name of the ticket it holds. */
  Map<String, Integer> mails() {
    return mails;
  }

  private void count(byte[] mail) {
    Matcher id = MESSAGE_ID.matcher(new String(mail, StandardCharsets.US_ASCII));
    mails.merge(id.find() ? id.group(1) : "without Message-ID", 1, Integer::sum);
  }

  @Override
  public void close() {
    server.stop();
  }
}
