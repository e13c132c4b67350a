package org.extendrouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Ends the packaged router with SIGTERM, as service managers do. */
@ExtendWith(Distribution.class)
class ShutdownIT {

  /** The documentation promises it. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** What an end without trouble takes at most, unless the machine is busy. */
  private static final Duration PLAIN = Duration.ofSeconds(10);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path home;

  @Test
  void whatIsUnderWayIsFinishedOrRolledBackInTimeThoughAMailServerAndASenderHang()
      throws Exception {
    int mailPort = Ports.free();
    try (PackagedRouter router = PackagedRouter.withReviewMail(home, mailPort);
        EventStream stream = new EventStream(router.extend(), 4)) {
      Duration inTrouble;
      try (ServerSocket silent = new ServerSocket(mailPort)) {
        router.start();
        try (Socket mail = silent.accept();
            Socket sender = router.extend().beginToPost()) {
          await().until(() -> stream.answered().size() > 50);
          inTrouble = end(router);
          assertThat(new String(sender.getInputStream().readAllBytes(), UTF_8))
              .as("the answer to half a webhook")
              .doesNotContain("200");
          assertThat(mail.getInputStream().read()).as("the mail, cut off").isNegative();
        }
      }
      assertThat(router.count("\tat ")).as("lines of stack traces").isZero();
      try (MailCounter mailServer = new MailCounter(mailPort)) {
        router.start();
        stream.finish();
        new Outcome(router.data(), mailServer).awaitExactly(stream.answered());
      }
      Duration plain = end(router);
      assertThat(plain.compareTo(PLAIN) > 0 ? inTrouble.minus(plain) : inTrouble)
          .as("where an end without trouble takes %s", plain)
          .isLessThan(LONGEST);
    }
  }

  /** How long it takes. */
  private static Duration end(PackagedRouter router) throws Exception {
    long begin = System.nanoTime();
    Process process = router.terminate();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    System.out.printf("shutdown: %d ms%n", taken.toMillis());
    assertThat(ended).isTrue();
    assertThat(process.exitValue()).isEqualTo(PackagedRouter.TERMINATED);
    return taken;
  }
}
