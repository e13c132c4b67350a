package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Mail programs open the links of many tickets at once, also those of the largest events. */
@ExtendWith(Distribution.class)
class PageFloodIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern LINK = Pattern.compile("http://localhost:[0-9]+/review/\\S+");
  private static final int ALMOST_THE_LIMIT = 4_900 * 1024;

  @TempDir static Path home;

  @AutoClose static PackagedRouter router;

  @Test
  void thePageOfAnEventOfAlmostTheLimitOpenedTwentyTimesAtOnceEndsNoRouter() throws Exception {
    router = new PackagedRouter(home).with("EXTEND_REVIEW_KEY", "k".repeat(40));
    router.with("EXTEND_REVIEW_PAGE_BASEURL", "http://localhost:" + router.extend().port());
    router.start();
    HttpRequest page = HttpRequest.newBuilder(link("x".repeat(ALMOST_THE_LIMIT))).build();
    // No character of Latin-1: each takes two bytes of memory.
    HttpRequest wide = HttpRequest.newBuilder(link("\u20AC".repeat(ALMOST_THE_LIMIT / 3))).build();
    for (int round = 0; round < 3; round++) {
      List<CompletableFuture<HttpResponse<String>>> opened = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        opened.add(CLIENT.sendAsync(i % 2 == 0 ? page : wide, BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> one : opened) {
        HttpResponse<String> answer = one.join();
        assertThat(answer.statusCode()).isIn(200, 503);
        if (answer.statusCode() == 503) {
          assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
          assertThat(answer.body()).contains("Try again in a few seconds");
        }
      }
    }
    assertThat(CLIENT.send(page, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(router.extend().post(Extend.fresh("01-invoice-accepted").body()).statusCode())
        .isEqualTo(200);
  }

  private static URI link(String text) throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    JsonNode large = MAPPER.readTree(event.body());
    ((ObjectNode) large.at("/payload/output"))
        .putArray("insights")
        .addObject()
        .put("type", "reasoning")
        .put("content", text);
    assertThat(router.extend().post(MAPPER.writeValueAsBytes(large)).statusCode()).isEqualTo(200);
    Path ticket =
        await()
            // The first ticket makes the directory.
            .ignoreExceptions()
            .until(
                () -> {
                  try (Stream<Path> files = Files.list(router.data().resolve("review"))) {
                    return files
                        .filter(file -> file.getFileName().toString().contains(event.id()))
                        .filter(file -> file.getFileName().toString().endsWith(".txt"))
                        .findFirst()
                        .orElse(null);
                  }
                },
                file -> file != null);
    Matcher link = LINK.matcher(Files.readString(ticket));
    assertThat(link.find()).isTrue();
    return URI.create(link.group());
  }
}
