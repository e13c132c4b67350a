package org.extendrouter.page;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.extendrouter.connection.BrokerFailure;
import org.extendrouter.http.SmallBodies;
import org.extendrouter.openticket.TicketRoom;
import org.extendrouter.page.ReviewLinks.Link;
import org.extendrouter.page.TicketPage.Page;
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

  /** The others of the server's threads are for webhooks. */
  private static final int MOST_AT_WORK = 8;

  private static final String NOTHING = "Nothing was decided";

  private final transient ReviewLinks links;
  private final transient TicketPage pages;
  private final transient TicketRoom room;
  private final transient SmallBodies bodies;
  private final transient PageSender sender = new PageSender();
  private final transient Semaphore turns = new Semaphore(MOST_AT_WORK);

  PageServlet(ReviewLinks links, TicketPage pages, TicketRoom room, SmallBodies bodies) {
    this.links = links;
    this.pages = pages;
    this.room = room;
    this.bodies = bodies;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Link> link = link(request, response);
    if (link.isPresent()) {
      Link known = link.get();
      work(response, known, () -> pages.show(known.ticket(), known.token()));
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Link> link = link(request, response);
    if (link.isEmpty()) {
      return;
    }
    if (isFromElsewhere(request)) {
      sender.send(
          response,
          TicketPage.message(
              HttpStatus.FORBIDDEN,
              NOTHING,
              "This came from a page of another site. Open the link of the ticket, and decide"
                  + " there."));
    } else if (!isForm(request)) {
      refuse(HttpStatus.BAD_REQUEST, response);
    } else {
      String path = ReviewLinks.PATH + link.get().ticket();
      Optional<byte[]> body = bodies.receive(request, response, path, this::refuse);
      if (body.isPresent()) {
        decide(response, link.get(), body.get());
      }
    }
  }

  private void decide(HttpServletResponse response, Link link, byte[] body) throws IOException {
    Optional<PageForm> form = PageForm.read(body);
    if (form.isPresent()) {
      work(response, link, () -> pages.decide(link.ticket(), form.get(), link.token()));
    } else {
      refuse(HttpStatus.BAD_REQUEST, response);
    }
  }

  /** The link that was used; nothing if it is answered already, since it is worth nothing. */
  private Optional<Link> link(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    Optional<Link> link =
        path == null
            ? Optional.empty()
            : links.recognise(path.substring(1), request.getQueryString());
    if (link.isEmpty()) {
      sender.send(
          response,
          TicketPage.message(
              HttpStatus.FORBIDDEN,
              "This link is not valid",
              "It is not one that the router has made. Copy it whole, as it stands in the"
                  + " ticket."));
    } else if (link.get().expired()) {
      sender.send(
          response,
          TicketPage.message(
              HttpStatus.GONE,
              "This link is too old",
              "Its time is over. Ask those who run the router, or decide with the ticket's file."));
    }
    return link.filter(known -> !known.expired());
  }

  private void work(HttpServletResponse response, Link link, Supplier<Page> page)
      throws IOException {
    if (!turns.tryAcquire()) {
      sender.send(response, busy());
      return;
    }
    try {
      sender.send(response, page(link, page));
    } finally {
      turns.release();
    }
  }

  private Page page(Link link, Supplier<Page> page) {
    try {
      return room.with(link.ticket(), page).orElseGet(PageServlet::busy);
    } catch (JmsException e) {
      LOG.warn(
          "the page of ticket {} cannot be shown, answered 503: {}",
          link.ticket(),
          BrokerFailure.describe(e));
      return TicketPage.message(
          HttpStatus.SERVICE_UNAVAILABLE,
          "Not now",
          "The router cannot store anything at the moment, so nothing was decided. Try again in a"
              + " minute.");
    } catch (RuntimeException e) {
      LOG.error("the page of ticket {} cannot be made, answered 503", link.ticket(), e);
      return TicketPage.message(
          HttpStatus.SERVICE_UNAVAILABLE,
          "Something went wrong",
          "The router could not do this, and its log says why. Open the link again to see whether"
              + " the ticket is decided.");
    }
  }

  private static Page busy() {
    return TicketPage.message(
        HttpStatus.SERVICE_UNAVAILABLE,
        "Not now",
        "Too many pages are being opened at once, so nothing was decided. Try again in a few"
            + " seconds.");
  }

  /** For a form that did not come whole, or is none. */
  private void refuse(HttpStatus status, HttpServletResponse response) throws IOException {
    String text =
        switch (status) {
          case REQUEST_TIMEOUT -> "The form did not come whole in time. Send it again.";
          case SERVICE_UNAVAILABLE ->
              "Too many forms are coming in at once. Send it again in a few seconds.";
          default -> "This is not the form of the page. Open the link of the ticket again.";
        };
    HttpStatus shown = status == HttpStatus.PAYLOAD_TOO_LARGE ? HttpStatus.BAD_REQUEST : status;
    sender.send(response, TicketPage.message(shown, NOTHING, text));
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

  private static boolean isForm(HttpServletRequest request) {
    try {
      MediaType type = MediaType.parseMediaType(String.valueOf(request.getContentType()));
      return MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type)
          && request.getContentLengthLong() >= 0;
    } catch (IllegalArgumentException notAType) {
      return false;
    }
  }
}
