package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The tests of an application with the router: Spring keeps several contexts in one process. */
@SpringBootTest(
    classes = ApplicationOfATest.TakingInvoices.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.location=optional:file:target/none/",
      "extend.webhook.signing-secrets=" + Extend.SECRET
    })
@DirtiesContext
class TestsOfAnApplicationIT {

  @TempDir static Path data;

  @DynamicPropertySource
  static void router(DynamicPropertyRegistry settings) {
    settings.add("extend.data-dir", () -> data.toString());
  }

  @LocalServerPort int port;

  @Test
  void aRunArrivesInTheApplicationsRoute() throws Exception {
    assertThat(new Extend(port).post(Extend.fresh("01-invoice-accepted").body()).statusCode())
        .isEqualTo(200);

    await().until(() -> data.resolve("taken").toFile().isDirectory());
  }

  @Test
  void aSecondContextOnTheSameDirectoryIsToldHowToGetItsOwn() {
    assertThatThrownBy(() -> another(data))
        .rootCause()
        .hasMessage(
            "extend.data-dir (EXTEND_DATA_DIR): another context of this process uses "
                + data.resolve("broker")
                + ": give each a directory of its own, in a test a @TempDir, or set"
                + " extend.enabled=false where the router is not needed");
  }

  @Test
  void soIsOneAfterTheFileThatLocksItWasDeleted() throws IOException {
    Path lock = data.resolve("broker/router.lock");
    Path kept = Files.move(lock, data.resolve("kept"));
    try {
      assertThatThrownBy(() -> another(data))
          .rootCause()
          .hasMessageContaining("another context of this process uses " + data.resolve("broker"));
    } finally {
      Files.move(kept, lock, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void aSecondContextWithADirectoryOfItsOwnStarts(@TempDir Path own) {
    try (ConfigurableApplicationContext second = another(own)) {
      assertThat(second.isRunning()).isTrue();
    }
  }

  private static ConfigurableApplicationContext another(Path directory) {
    return ApplicationOfATest.start(directory, ApplicationOfATest.TakingInvoices.class);
  }
}
