package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;

/** What a web page in an operator's browser can do at the management port. */
@ExtendWith(OutputCaptureExtension.class)
class ManagementPortIT {

  private static final String READ = "GET /actuator/health HTTP/1.1\r\nConnection: close\r\n";
  private static final String WRITE =
      "POST /actuator/deadletters HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n";

  @TempDir static Path data;

  static RunningRouter router;

  @BeforeAll
  static void start() {
    router = RunningRouter.start(data, "extend.management.hosts=Router.example.com,[fd00::5]");
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8081",
        "LOCALHOST",
        "127.0.0.1:8081",
        "[::1]:8081",
        "router.example.com",
        "router.EXAMPLE.com:443",
        "[fd00::5]:8081"
      })
  void itAnswersToLoopbackAndTheConfiguredHosts(String host) throws Exception {
    assertThat(status(router.managementPort(), READ, "Host: " + host)).isEqualTo(200);
    assertThat(status(router.managementPort(), WRITE, "Host: " + host)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attacker.example.com",
        "attacker.example.com:8081",
        "localhost.attacker.example.com",
        "router.example.com.attacker.example.com",
        "10.0.0.5",
        "[fd00::6]",
        "127.0.0.1.attacker.example.com"
      })
  void itAnswersToNoOtherHost(String host, CapturedOutput output) throws Exception {
    for (String request :
        new String[] {READ, WRITE, "GET /nothing HTTP/1.1\r\nConnection: close\r\n"}) {
      assertThat(status(router.managementPort(), request, "Host: " + host)).isEqualTo(403);
    }
    assertThat(output.toString().lines().filter(line -> line.contains("refused")))
        .hasSize(3)
        .allMatch(line -> line.contains(host) && line.contains("extend.management.hosts"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://attacker.example.com",
        "Origin: null",
        "Origin: http://localhost:3000",
        "Origin: http://localhost",
        "Origin: https://localhost:8081",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: https://attacker.example.com\r\nSec-Fetch-Site: cross-site"
      })
  void itTakesNoOrderFromAPageFromElsewhere(String headers, CapturedOutput output)
      throws Exception {
    String all = "Host: localhost:8081\r\n" + headers;
    assertThat(status(router.managementPort(), WRITE, all)).isEqualTo(403);
    assertThat(status(router.managementPort(), WRITE.replace("POST", "DELETE"), all))
        .isEqualTo(403);
    assertThat(output.toString().lines().filter(line -> line.contains("refused")))
        .hasSize(2)
        .allMatch(line -> line.contains("/actuator/deadletters: a browser sent it"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: 1",
        "Origin: http://localhost:8081",
        "Sec-Fetch-Site: same-origin\r\nOrigin: http://localhost:8081",
        "Sec-Fetch-Site: none"
      })
  void itTakesOrdersFromProgramsAndItsOwnPages(String headers) throws Exception {
    assertThat(status(router.managementPort(), WRITE, "Host: localhost:8081\r\n" + headers))
        .isEqualTo(200);
  }

  @Test
  void webhooksComeUnderAnyNameAndFromAnywhere() throws Exception {
    byte[] body = Extend.fresh("01-invoice-accepted").body();
    try (RawHttp http = new RawHttp(router.extend().port())) {
      http.post(body, RawHttp.signature(body), "Origin: https://elsewhere.example.com");
      assertThat(http.answer().status()).isEqualTo(200);
    }
  }

  /** As shipped the management port has an address of its own, and no port can be shared. */
  @SuppressWarnings("unchecked")
  private static void removeTheAddress(ConfigurableApplicationContext context) {
    var sources = context.getEnvironment().getPropertySources();
    PropertySource<?> shipped = sources.get("org/extendrouter/standalone.yaml");
    Map<String, Object> rest = new HashMap<>((Map<String, Object>) shipped.getSource());
    assertThat(rest.remove("management.server.address")).isNotNull();
    sources.replace(shipped.getName(), new OriginTrackedMapPropertySource(shipped.getName(), rest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator", "/"})
  void onAPortSharedWithWebhooksTheEndpointsAloneAreGuarded(String basePath, @TempDir Path shared)
      throws Exception {
    int free = Ports.free();
    try (RunningRouter both =
        RunningRouter.start(
            shared,
            ManagementPortIT::removeTheAddress,
            listening -> {},
            "server.port=" + free,
            "management.server.port=" + free,
            "management.endpoints.web.base-path=" + basePath)) {
      byte[] body = Extend.fresh("01-invoice-accepted").body();
      try (RawHttp http = new RawHttp(both.extend().port())) {
        http.post(body, RawHttp.signature(body), "Origin: https://elsewhere.example.com");
        assertThat(http.answer().status()).isEqualTo(200);
      }
      String endpoint = basePath.equals("/") ? "/deadletters" : "/actuator/deadletters";
      String read = "GET " + endpoint + " HTTP/1.1\r\n";
      assertThat(status(free, read, "Host: localhost")).isEqualTo(200);
      assertThat(status(free, read, "Host: attacker.example.com")).isEqualTo(403);
      String write = "POST " + endpoint + " HTTP/1.1\r\nContent-Length: 0\r\n";
      assertThat(status(free, write, "Host: localhost\r\nOrigin: null")).isEqualTo(403);
    }
  }

  private static int status(int port, String request, String headers) throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      return http.send(request + headers + "\r\n\r\n").answer().status();
    }
  }
}
