package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.extendrouter.page.ReviewLinks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a ticket in a real browser. */
class ReviewPageBrowserIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path PICTURES = Path.of("target", "review-page");

  /** In pixels. */
  private static final int THUMB = 44;

  private static final String TAB = "\uE004";
  private static final String ENTER = "\uE007";
  private static final String BLANK = " ";
  private static final String ARROW_DOWN = "\uE015";

  @TempDir static Path data;
  @TempDir Path profile;

  static RunningRouter router;

  @BeforeAll
  static void start() throws Exception {
    Tools.require("chromium", "chromedriver");
    router =
        RunningRouter.start(
            data,
            "extend.review.page.base-url=http://reviews.example.com",
            "extend.review.page.key=0123456789abcdef0123456789abcdef");
    Files.createDirectories(PICTURES);
  }

  @AfterAll
  static void stop() {
    if (router != null) {
      router.close();
    }
  }

  @Test
  void aReviewerDecidesWithoutJavaScript() throws Exception {
    Extend.Event event = ticket();
    try (Browser browser = Browser.start(profile, 1280, 1000, false)) {
      browser.open(page(event));
      assertThat(browser.text("h1")).isEqualTo("Is this a receipt? 41 % sure (needs 85 %)");
      browser.screenshot(PICTURES.resolve("desktop.png"));
      browser.type("#reviewer", "Ada");
      browser.click("button[value=confirm]");
      browser.awaitText("h1", "Thank you");
      assertThat(browser.text("main")).contains("Document scan0007.tiff");
      browser.screenshot(PICTURES.resolve("decided.png"));
      browser.open(page(event));
      assertThat(browser.text("main")).contains("Confirmed as receipt by Ada on ");
      assertThat(browser.complaints()).isEmpty();
    }
    assertThat(router.awaitFiles("accepted/receipt", event.id(), 1)).hasSize(1);
  }

  @Test
  void onAPhoneNothingIsWiderThanTheScreenAndAllIsLargeEnoughForAThumb() throws Exception {
    Extend.Event event = ticket();
    try (Browser browser = Browser.start(profile, 500, 900, true)) {
      browser.phone(390, 844);
      browser.open(page(event));
      browser.screenshot(PICTURES.resolve("phone.png"));
      assertThat(browser.overflow()).isLessThanOrEqualTo(0);
      assertThat(browser.heights("button:not([hidden]), input[type=text], textarea, .type, a"))
          .hasSizeGreaterThan(6)
          .allSatisfy(height -> assertThat(height).isGreaterThanOrEqualTo(THUMB));
      browser.click("button[value=reject]");
      assertThat(browser.text("h1")).as("without a name").startsWith("Is this a receipt?");
      browser.type("#reviewer", "Ada");
      browser.click("button[value=correct]");
      browser.awaitText(".problem", "Choose the right type.");
      await().until(() -> browser.isInView(".problem"));
      browser.screenshot(PICTURES.resolve("phone-problem.png"));
      browser.click("button[value=reject]");
      browser.awaitText("h1", "Thank you");
      browser.screenshot(PICTURES.resolve("phone-decided.png"));
      assertThat(browser.overflow()).isLessThanOrEqualTo(0);
      // That a type was missing is an answer with that status.
      assertThat(browser.complaints()).allMatch(text -> text.endsWith("a status of 400 ()"));
    }
  }

  @Test
  void theKeyboardIsEnoughAndEnterInAFieldDecidesNothing() throws Exception {
    Extend.Event event = ticket();
    try (Browser browser = Browser.start(profile, 1000, 900, true)) {
      browser.open(page(event));
      browser.type("#reviewer", "Ben");
      browser.press(ENTER);
      assertThat(browser.text("h1")).isEqualTo("Is this a receipt? 41 % sure (needs 85 %)");
      // Past the remark and the first button, to the types: the second of them, and its button.
      browser.press(TAB, TAB, TAB, BLANK, ARROW_DOWN, TAB, ENTER);
      browser.awaitText("main", "Corrected to contract by Ben on ");
    }
    assertThat(router.awaitFiles("accepted/contract", event.id(), 1)).hasSize(1);
  }

  @Test
  void aScreenReaderHearsWhatEachFieldIs() throws Exception {
    try (Browser browser = Browser.start(profile, 1000, 900, true)) {
      browser.open(page(ticket()));
      assertThat(browser.spoken("#reviewer")).isEqualTo("textbox Your name");
      assertThat(browser.spoken("#remark")).isEqualTo("textbox Remark, if there is one");
      assertThat(browser.spoken("fieldset")).isEqualTo("group No, it is of another type");
      assertThat(browser.spoken("input[value=contract]")).startsWith("radio contract");
      assertThat(browser.spoken("button[value=confirm]"))
          .isEqualTo("button Yes, it is of the type receipt");
      assertThat(browser.spoken("button[value=reject]"))
          .isEqualTo("button Reject it: nothing is delivered");
    }
  }

  private static Extend.Event ticket() throws Exception {
    Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
    router.extend().post(event.body());
    router.awaitFiles("review", event.id(), 2);
    return event;
  }

  private static String page(Extend.Event event) throws Exception {
    String name =
        Extend.fileName(MAPPER.readTree(event.body()).at("/payload/id").asText(), event.id());
    return router
        .bean(ReviewLinks.class)
        .link(name, Instant.now().toString())
        .replace("http://reviews.example.com", "http://localhost:" + router.extend().port());
  }
}
