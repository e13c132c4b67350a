package org.extendrouter.management;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps web pages in an operator's browser away from the management port: it answers to its own
 * names alone, whatever an attacker's name resolves to, and what changes something must not come
 * from another page. Programs that are no browsers send neither {@code Origin} nor {@code
 * Sec-Fetch-Site} and need neither.
 */
final class ManagementGuard extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementGuard.class);

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");
  private static final Pattern AUTHORITY = Pattern.compile("(\\[[^]]*]|[^:]*)(:[0-9]*)?");

  private static final Pattern CHANGED_BY_PATH = Pattern.compile("/(deadletters|runs)(/|$)");

  private final Set<String> hosts;

  ManagementGuard(List<String> hosts) {
    this.hosts =
        Stream.concat(LOOPBACK.stream(), hosts.stream())
            .map(ManagementGuard::lowerCase)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String refusal = refusal(request);
    if (refusal == null) {
      refuseWhatIsNotHeeded(request, response, chain);
      return;
    }
    LOG.warn("refused {} {}: {}", request.getMethod(), request.getRequestURI(), refusal);
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
  }

  /** Spring Boot ignores what an endpoint does not know: a replay of some would be one of all. */
  private static void refuseWhatIsNotHeeded(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (READS.contains(request.getMethod())
        || !CHANGED_BY_PATH.matcher(request.getRequestURI()).find()
        || (request.getQueryString() == null && request.getContentLengthLong() <= 0)) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response
        .getWriter()
        .write(
            "{\"error\":\"nothing was done: name what is meant in the path, deadletters/<id>,"
                + " deadletters/run/<id>, deadletters/queue/<name> or runs/<id>\"}");
  }

  private String refusal(HttpServletRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    if (!isOwn(host)) {
      return "it was sent to the host %s; if that is this router, add it to extend.management.hosts"
          .formatted(host);
    }
    if (READS.contains(request.getMethod())) {
      return null;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !OWN_PAGES.contains(site)) {
      return "a browser sent it for a page from elsewhere (Sec-Fetch-Site %s)".formatted(site);
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !origin.equalsIgnoreCase(request.getScheme() + "://" + host)) {
      return "a browser sent it for a page from elsewhere (Origin %s)".formatted(origin);
    }
    return null;
  }

  private boolean isOwn(String host) {
    if (host == null) {
      return false;
    }
    Matcher authority = AUTHORITY.matcher(host);
    return authority.matches() && hosts.contains(lowerCase(authority.group(1)));
  }

  private static String lowerCase(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
