package org.extendrouter.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Header;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.schedule.RouterClock;
import org.springframework.stereotype.Component;

/**
 * Makes and recognises the links to the pages of tickets. Who has a link may decide about its
 * ticket: it is signed with a key that the router alone has, and worth nothing for another ticket
 * or after its time.
 */
@Component("extendReviewLinks")
public final class ReviewLinks {

  /** Where the pages are. */
  static final String PATH = "/review/";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern EXPIRES = Pattern.compile("(?:^|&)expires=([0-9]{1,12})(?:&|$)");
  private static final Pattern SIGNATURE =
      Pattern.compile("(?:^|&)signature=([0-9a-f]{64})(?:&|$)");

  private final PageProperties properties;
  private final Clock clock;

  ReviewLinks(PageProperties properties, @RouterClock Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * The link to the page of a ticket, the same each time it is asked for.
   *
   * @param ticket the ticket's name
   * @param receivedAt when its event was received, ISO 8601
   * @return the address; null if there are no pages
   */
  public String link(
      @Header(HeaderNames.TICKET) String ticket,
      @Header(HeaderNames.RECEIVED_AT) String receivedAt) {
    if (!properties.isOn() || ticket == null) {
      return null;
    }
    long expires = received(receivedAt).plus(properties.validFor()).getEpochSecond();
    // %d has the digits of the locale.
    return "%s%s%s?expires=%s&signature=%s"
        .formatted(properties.base(), PATH, ticket, expires, signature("link", ticket, expires));
  }

  private Instant received(String at) {
    try {
      return OffsetDateTime.parse(at).toInstant();
    } catch (DateTimeException | NullPointerException unknown) {
      return clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
    }
  }

  /**
   * Recognises a link.
   *
   * @param ticket the ticket that it names
   * @param query the rest of it, behind the question mark; may be null
   * @return nothing if the router has not made it
   */
  Optional<Link> recognise(String ticket, String query) {
    Matcher expires = EXPIRES.matcher(query == null ? "" : query);
    Matcher claimed = SIGNATURE.matcher(query == null ? "" : query);
    if (!expires.find() || !claimed.find()) {
      return Optional.empty();
    }
    long second = Long.parseLong(expires.group(1));
    if (!same(signature("link", ticket, second), claimed.group(1))) {
      return Optional.empty();
    }
    boolean expired = clock.instant().getEpochSecond() > second;
    return Optional.of(new Link(ticket, expired, signature("form", ticket, second)));
  }

  /** Whether a page of the router itself may have sent a form, by what its browser says. */
  boolean isOwnOrigin(String origin, String host) {
    URI base = URI.create(properties.base());
    String own = base.getScheme() + "://" + base.getRawAuthority();
    return origin.equalsIgnoreCase(own)
        || origin.equalsIgnoreCase("http://" + host)
        || origin.equalsIgnoreCase("https://" + host);
  }

  static boolean same(String expected, String claimed) {
    return claimed != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), claimed.getBytes(StandardCharsets.UTF_8));
  }

  private String signature(String use, String ticket, long expires) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      byte[] key = properties.key().strip().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      String signed = "%s\n%s\n%s".formatted(use, ticket, expires);
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is part of every Java platform", e);
    }
  }

  /**
   * A link that the router has made.
   *
   * @param ticket the ticket that it is for
   * @param expired whether its time is over
   * @param token what a form of the ticket's page sends along, and nobody else knows
   */
  record Link(String ticket, boolean expired, String token) {}
}
