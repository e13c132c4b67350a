package org.extendrouter.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.extendrouter.page.TicketPage.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Sends pages that load nothing from elsewhere, and are neither stored nor framed. */
final class PageSender {

  private static final int NONCE = 16;

  private static final String POLICY =
      "default-src 'none'; style-src 'nonce-%s'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final PageTemplate template = new PageTemplate();
  private final SecureRandom random = new SecureRandom();

  void send(HttpServletResponse response, Page page) throws IOException {
    byte[] bytes = new byte[NONCE];
    random.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Map<String, Object> model = new HashMap<>(page.model());
    model.put("nonce", nonce);
    byte[] body = template.render(model).getBytes(StandardCharsets.UTF_8);
    response.setStatus(page.status().value());
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Content-Security-Policy", POLICY.formatted(nonce));
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Robots-Tag", "noindex");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (page.status() == HttpStatus.SERVICE_UNAVAILABLE) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }
}
