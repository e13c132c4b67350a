package org.extendrouter.page;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.extendrouter.connection.BrokerFailure;
import org.extendrouter.decision.Asked;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.Verdict;
import org.extendrouter.page.ReviewLinks.Link;
import org.extendrouter.page.TicketPage.Input;
import org.extendrouter.page.TicketPage.Page;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jms.JmsException;

/**
 * Answers for the pages of tickets. Nothing of a request is read before its link is recognised, and
 * a GET never decides anything: programs that look for malware in mail follow links.
 */
final class PageServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(PageServlet.class);

  /** In bytes; a form with the longest remark has less. */
  private static final int LONGEST_FORM = 64 * 1024;

  private static final int NONCE = 16;
  private static final int LONGEST = 300;

  private static final String POLICY =
      "default-src 'none'; style-src 'nonce-%s'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final transient ReviewLinks links;
  private final transient TicketPage pages;
  private final transient PageTemplate template = new PageTemplate();
  private final transient SecureRandom random = new SecureRandom();

  PageServlet(ReviewLinks links, TicketPage pages) {
    this.links = links;
    this.pages = pages;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response, link -> pages.show(link.ticket(), link.token()));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response, link -> post(request, link));
  }

  private void answer(
      HttpServletRequest request, HttpServletResponse response, Function<Link, Page> page)
      throws IOException {
    String path = request.getPathInfo();
    Optional<Link> link =
        path == null
            ? Optional.empty()
            : links.recognise(path.substring(1), request.getQueryString());
    try {
      send(response, link.map(known -> page(known, page)).orElseGet(PageServlet::notALink));
    } catch (JmsException e) {
      LOG.warn(
          "the page of ticket {} cannot be shown, answered 503: {}",
          link.map(Link::ticket).orElse("-"),
          BrokerFailure.describe(e));
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
      send(
          response,
          TicketPage.message(
              HttpStatus.SERVICE_UNAVAILABLE,
              "Not now",
              "The router cannot store anything at the moment, so nothing was decided. Try again"
                  + " in a minute."));
    }
  }

  private static Page page(Link link, Function<Link, Page> page) {
    return link.expired()
        ? TicketPage.message(
            HttpStatus.GONE,
            "This link is too old",
            "Its time is over. Ask those who run the router, or decide with the ticket's file.")
        : page.apply(link);
  }

  private static Page notALink() {
    return TicketPage.message(
        HttpStatus.FORBIDDEN,
        "This link is not valid",
        "It is not one that the router has made. Copy it whole, as it stands in the ticket.");
  }

  private Page post(HttpServletRequest request, Link link) {
    if (isFromElsewhere(request)) {
      return TicketPage.message(
          HttpStatus.FORBIDDEN,
          "Nothing was decided",
          "This came from a page of another site. Open the link of the ticket, and decide there.");
    }
    MediaType type = contentType(request);
    if (!MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type)
        || request.getContentLengthLong() < 0
        || request.getContentLengthLong() > LONGEST_FORM) {
      return TicketPage.message(
          HttpStatus.BAD_REQUEST, "Nothing was decided", "This is not the form of the page.");
    }
    return decide(request, link);
  }

  private Page decide(HttpServletRequest request, Link link) {
    String reviewer = text(request, "reviewer");
    String remark = text(request, "remark");
    String type = text(request, "type");
    if (!ReviewLinks.same(link.token(), request.getParameter("token"))) {
      return again(
          link,
          HttpStatus.FORBIDDEN,
          new Input(
              reviewer, remark, type, "This form was not one of this page. Please decide again."));
    }
    Optional<Verdict> verdict = Verdict.of(request.getParameter("decision"));
    String problem = null;
    if (verdict.isEmpty()) {
      problem = "Choose what to do.";
    } else if (SafeText.oneLine(reviewer, LONGEST).isEmpty()) {
      problem = "Enter your name, so that others know who decided.";
    } else if (verdict.get() == Verdict.CORRECT && type.isEmpty()) {
      problem = "Choose the right type.";
    }
    return problem == null
        ? pages.decide(
            link.ticket(),
            new Asked(verdict.get(), type, reviewer, remark, Channel.PAGE),
            link.token())
        : again(link, HttpStatus.BAD_REQUEST, new Input(reviewer, remark, type, problem));
  }

  private Page again(Link link, HttpStatus status, Input input) {
    return pages.show(link.ticket(), link.token(), status, input);
  }

  /** With this page's referrer policy, browsers send the origin {@code null} for its form. */
  private boolean isFromElsewhere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return site != null && !site.equals("same-origin") && !site.equals("none")
        || origin != null
            && !origin.equals("null")
            && !links.isOwnOrigin(origin, request.getHeader(HttpHeaders.HOST));
  }

  private static MediaType contentType(HttpServletRequest request) {
    try {
      return MediaType.parseMediaType(String.valueOf(request.getContentType()));
    } catch (IllegalArgumentException notAType) {
      return null;
    }
  }

  private static String text(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }

  private void send(HttpServletResponse response, Page page) throws IOException {
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
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
