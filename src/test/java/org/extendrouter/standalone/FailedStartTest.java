package org.extendrouter.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

class FailedStartTest {

  private static final int OWN_STATUS = 7;

  @Test
  void aStartThatFailedEndsTheProcessThoughABrokersThreadLives() throws Exception {
    assertThat(statusOf(LeavesAThread.class)).isEqualTo(1);
  }

  @Test
  void itEndsTooIfItsOrderlyEndHangs() throws Exception {
    assertThat(statusOf(HangsAtTheEnd.class)).isEqualTo(1);
  }

  @Test
  void aFailureWithAnExitCodeKeepsIt() throws Exception {
    assertThat(statusOf(HasAnExitCode.class)).isEqualTo(OWN_STATUS);
  }

  private static int statusOf(Class<?> main) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  static final class LeavesAThread {
    public static void main(String[] arguments) {
      new Thread(FailedStartTest::hang).start();
      FailedStart.end(new IllegalStateException("no start"));
    }
  }

  static final class HangsAtTheEnd {
    public static void main(String[] arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(FailedStartTest::hang));
      FailedStart.end(new IllegalStateException("no start"), Duration.ofSeconds(1));
    }
  }

  static final class HasAnExitCode {
    public static void main(String[] arguments) {
      new Thread(FailedStartTest::hang).start();
      SpringApplication application = new SpringApplication(HasAnExitCode.class);
      application.setWebApplicationType(WebApplicationType.NONE);
      application.addInitializers(
          context -> {
            throw new WithExitCode();
          });
      try {
        application.run(arguments);
      } catch (RuntimeException failure) {
        FailedStart.end(failure);
      }
    }
  }

  private static final class WithExitCode extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1;

    @Override
    public int getExitCode() {
      return OWN_STATUS;
    }
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
