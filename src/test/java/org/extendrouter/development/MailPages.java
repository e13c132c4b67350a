package org.extendrouter.development;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.HtmlUtils;

/** Shows the mails of the development run under {@code /mail}, as a mail program would. */
final class MailPages {

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'; sandbox";

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="UTF-8"><title>Mail</title>
      <style>
        body { font-family: sans-serif; margin: 2em; line-height: 1.4; color: #222 }
        table { border-collapse: collapse }
        th, td { text-align: left; vertical-align: top; padding: .4em 1.5em .4em 0;
          border-bottom: 1px solid #ddd }
        th { color: #555 }
        td { overflow-wrap: anywhere }
        .as-is { white-space: nowrap }
      </style></head>
      <body><h1>Mail: %d</h1>
      <p>What the development run has sent, the newest first. None of it left this machine.</p>
      <table><tr><th>Received</th><th>To</th><th>Subject</th><th>Plain text</th></tr>
      %s</table></body></html>
      """;

  private static final String ROW =
      """
      <tr><td class="as-is">%tT</td><td class="as-is">%s</td>\
      <td><a href="/mail/%4$d/html"><bdi>%3$s</bdi></a></td>\
      <td><a href="/mail/%4$d/text">text</a></td></tr>
      """;

  private final GreenMail server;

  MailPages(GreenMail server) {
    this.server = server;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/mail", request -> page(MediaType.TEXT_HTML, list()))
        .GET("/mail/{number}/html", request -> part(request, MediaType.TEXT_HTML))
        .GET("/mail/{number}/text", request -> part(request, MediaType.TEXT_PLAIN))
        .build();
  }

  private String list() throws MessagingException {
    List<MimeMessage> mails = Arrays.asList(server.getReceivedMessages());
    List<String> rows = new ArrayList<>();
    for (int number = 0; number < mails.size(); number++) {
      MimeMessage mail = mails.get(number);
      String to =
          Arrays.stream(mail.getAllRecipients())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
      rows.add(
          ROW.formatted(mail.getReceivedDate(), escape(to), escape(mail.getSubject()), number));
    }
    Collections.reverse(rows);
    return PAGE.formatted(rows.size(), String.join("", rows));
  }

  private ServerResponse part(ServerRequest request, MediaType type)
      throws MessagingException, IOException {
    MimeMessage[] mails = server.getReceivedMessages();
    String number = request.pathVariable("number");
    if (!number.matches("[0-9]{1,6}") || Integer.parseInt(number) >= mails.length) {
      return ServerResponse.notFound().build();
    }
    String text = find(mails[Integer.parseInt(number)], type.toString());
    return text == null ? ServerResponse.notFound().build() : page(type, text);
  }

  private static String find(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return (String) part.getContent();
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        String found = find(parts.getBodyPart(i), type);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static ServerResponse page(MediaType type, String content) {
    return ServerResponse.ok()
        .contentType(new MediaType(type, StandardCharsets.UTF_8))
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .body(content);
  }

  private static String escape(String text) {
    return text == null ? "" : HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
