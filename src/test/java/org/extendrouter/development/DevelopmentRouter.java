package org.extendrouter.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.extendrouter.ExtendCamelRouter;
import org.extendrouter.testrun.Ports;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Starts the router with a mail server of its own and shows what it does: {@code mvn
 * spring-boot:test-run}.
 */
public final class DevelopmentRouter {

  private static final String DATA_DIR = "target/demo-data";

  private static final int KEY_BYTES = 32;

  private DevelopmentRouter() {}

  /**
   * Runs until the process is told to stop.
   *
   * @param arguments Spring Boot's command line, for example {@code --server.port=9000}
   */
  public static void main(String[] arguments) {
    start(arguments);
  }

  /**
   * Starts the router and returns when the demonstration is over.
   *
   * @param arguments Spring Boot's command line
   * @return the running router
   */
  static ConfigurableApplicationContext start(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    defaults()
        .forEach(
            (name, value) -> {
              String option = "--" + name + "=";
              if (Arrays.stream(arguments).noneMatch(argument -> argument.startsWith(option))) {
                all.add(option + value);
              }
            });
    if (System.getenv("EXTEND_DATA_DIR") == null
        && all.contains("--extend.data-dir=" + dataDir())) {
      // The inbox drops what it has seen in an earlier run.
      clear(Path.of(DATA_DIR));
    }
    return SpringApplication.from(ExtendCamelRouter::main)
        .with(DevelopmentServices.class)
        .run(all.toArray(String[]::new))
        .getApplicationContext();
  }

  /** They win over application.yaml, so that nothing is mailed to real people from here. */
  private static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("extend.data-dir", dataDir());
    defaults.put(
        "extend.webhook.signing-secrets", "${EXTEND_SIGNING_SECRETS:wss_development_only}");
    defaults.put("extend.review.channels", "${EXTEND_REVIEW_CHANNELS:file,email}");
    defaults.put("extend.review.email.from", "${EXTEND_REVIEW_EMAIL_FROM:router@example.com}");
    defaults.put("extend.review.email.to", "${EXTEND_REVIEW_EMAIL_TO:reviews@example.com}");
    defaults.put("extend.review.email.smtp.host", "127.0.0.1");
    defaults.put("extend.review.email.smtp.port", String.valueOf(Ports.free()));
    defaults.put("extend.review.email.smtp.security", "none");
    defaults.put("extend.review.email.smtp.username", "");
    defaults.put(
        "extend.review.page.base-url",
        "${EXTEND_REVIEW_PAGE_BASE_URL:http://localhost:${server.port}}");
    defaults.put("extend.review.page.key", "${EXTEND_REVIEW_KEY:" + key() + "}");
    // The secret is well known, so only this machine may knock.
    defaults.put("server.address", "${SERVER_ADDRESS:127.0.0.1}");
    return defaults;
  }

  /** Another one each time, so that no link outlasts the run that it was made for. */
  private static String key() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  private static String dataDir() {
    return "${EXTEND_DATA_DIR:" + DATA_DIR + "}";
  }

  private static void clear(Path directory) {
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + directory, e);
    }
  }
}
