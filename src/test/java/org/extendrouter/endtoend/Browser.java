package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.extendrouter.testrun.Ports;

/** Chromium without a screen, driven by the WebDriver protocol. */
final class Browser implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

  private final Process driver;
  private final String base;
  private final String session;

  private Browser(Process driver, String base, String session) {
    this.driver = driver;
    this.base = base;
    this.session = session;
  }

  static Browser start(Path profile, int width, int height, boolean script) throws Exception {
    int port = Ports.free();
    Process driver =
        new ProcessBuilder("chromedriver", "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String base = "http://localhost:" + port;
    await()
        .ignoreExceptions()
        .until(() -> call("GET", base + "/status", null).path("ready").asBoolean());
    ObjectNode options = MAPPER.createObjectNode();
    options
        .putArray("args")
        .addAll(
            List.of(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--user-data-dir=" + profile,
                    "--window-size=" + width + "," + height)
                .stream()
                .map(text -> (JsonNode) MAPPER.getNodeFactory().textNode(text))
                .toList());
    if (!script) {
      options.putObject("prefs").put("profile.managed_default_content_settings.javascript", 2);
    }
    ObjectNode request = MAPPER.createObjectNode();
    ObjectNode wanted = request.putObject("capabilities").putObject("alwaysMatch");
    wanted.put("browserName", "chrome");
    wanted.set("goog:chromeOptions", options);
    wanted.putObject("goog:loggingPrefs").put("browser", "ALL");
    try {
      JsonNode made = call("POST", base + "/session", request);
      return new Browser(driver, base, "/session/" + made.path("sessionId").asText());
    } catch (IOException e) {
      driver.destroyForcibly();
      throw e;
    }
  }

  void open(String address) throws Exception {
    command("/url", MAPPER.createObjectNode().put("url", address));
  }

  void type(String css, String text) throws Exception {
    command("/element/" + find(css) + "/value", MAPPER.createObjectNode().put("text", text));
  }

  void click(String css) throws Exception {
    command("/element/" + find(css) + "/click", MAPPER.createObjectNode());
  }

  String text(String css) throws Exception {
    return call("GET", base + session + "/element/" + find(css) + "/text", null).asText();
  }

  /** Waits until such an element says so, as after a click that leads to another page. */
  void awaitText(String css, String text) {
    await()
        .ignoreException(IOException.class)
        .untilAsserted(() -> assertThat(text(css)).contains(text));
  }

  /** What the element is and is called for a screen reader. */
  String spoken(String css) throws Exception {
    String element = base + session + "/element/" + find(css);
    return call("GET", element + "/computedrole", null).asText()
        + " "
        + call("GET", element + "/computedlabel", null).asText();
  }

  /** Makes the page as wide as a phone is; the window itself cannot be so narrow. */
  void phone(int width, int height) throws Exception {
    ObjectNode size = MAPPER.createObjectNode();
    size.put("width", width).put("height", height).put("deviceScaleFactor", 2).put("mobile", true);
    ObjectNode request = MAPPER.createObjectNode().put("cmd", "Emulation.setDeviceMetricsOverride");
    request.set("params", size);
    command("/goog/cdp/execute", request);
  }

  /** The height of each such element, in pixels. */
  List<Integer> heights(String css) throws Exception {
    ObjectNode request = MAPPER.createObjectNode().put("using", "css selector").put("value", css);
    List<Integer> heights = new ArrayList<>();
    for (JsonNode element : command("/elements", request)) {
      String rect = base + session + "/element/" + element.path(ELEMENT).asText() + "/rect";
      heights.add(call("GET", rect, null).path("height").asInt());
    }
    return heights;
  }

  /** How far the page is wider than the window, in pixels. */
  int overflow() throws Exception {
    return rect("html") - windowWidth();
  }

  private int rect(String css) throws Exception {
    return call("GET", base + session + "/element/" + find(css) + "/property/scrollWidth", null)
        .asInt();
  }

  private int windowWidth() throws Exception {
    return call("GET", base + session + "/element/" + find("html") + "/property/clientWidth", null)
        .asInt();
  }

  /** Whether it is seen without scrolling. Asks the page by JavaScript. */
  boolean isInView(String css) throws Exception {
    ObjectNode request = MAPPER.createObjectNode();
    request.put(
        "script",
        "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
            + " return box.top >= 0 && box.bottom <= window.innerHeight;");
    request.putArray("args").add(css);
    return command("/execute/sync", request).asBoolean();
  }

  /** A picture of the whole page. */
  void screenshot(Path file) throws Exception {
    ObjectNode request = MAPPER.createObjectNode().put("cmd", "Page.captureScreenshot");
    request.putObject("params").put("captureBeyondViewport", true);
    String png = command("/goog/cdp/execute", request).path("data").asText();
    Files.write(file, Base64.getDecoder().decode(png));
  }

  /** Presses keys, one after the other, wherever the focus is. */
  void press(String... keys) throws Exception {
    ObjectNode request = MAPPER.createObjectNode();
    ObjectNode keyboard = request.putArray("actions").addObject();
    keyboard.put("type", "key").put("id", "keyboard");
    var strokes = keyboard.putArray("actions");
    for (String key : keys) {
      strokes.addObject().put("type", "keyDown").put("value", key);
      strokes.addObject().put("type", "keyUp").put("value", key);
    }
    command("/actions", request);
  }

  /** What the browser has to complain about, such as the content security policy. */
  List<String> complaints() throws Exception {
    JsonNode entries = command("/se/log", MAPPER.createObjectNode().put("type", "browser"));
    return entries.findValues("message").stream().map(JsonNode::asText).toList();
  }

  private String find(String css) throws Exception {
    ObjectNode request = MAPPER.createObjectNode().put("using", "css selector").put("value", css);
    return command("/element", request).path(ELEMENT).asText();
  }

  private JsonNode command(String path, JsonNode request) throws Exception {
    return call("POST", base + session + path, request);
  }

  private static JsonNode call(String method, String address, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
            .build();
    JsonNode answer =
        MAPPER.readTree(CLIENT.send(request, BodyHandlers.ofString()).body()).path("value");
    if (answer.has("error")) {
      throw new IOException(answer.path("error").asText() + ": " + answer.path("message").asText());
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    try {
      call("DELETE", base + session, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      driver.destroy();
      driver.onExit().join();
    }
  }
}
