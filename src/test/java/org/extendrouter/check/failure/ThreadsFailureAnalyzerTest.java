package org.extendrouter.check.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

class ThreadsFailureAnalyzerTest {

  private static final String REFUSED =
      "unable to create native thread: possibly out of memory or process/resource limits reached";

  private final MockEnvironment environment =
      new MockEnvironment().withProperty("extend.standalone", "true");

  @Test
  void aStartThatGotTooFewThreadsNamesTheLimits() {
    FailureAnalysis analysis =
        analysis(new IllegalStateException("no broker", new OutOfMemoryError(REFUSED)));

    assertThat(analysis.getDescription())
        .startsWith("threads: the system has refused one to the router; raise the limit")
        .contains("ulimit -u", "TasksMax=", "pids limit", "150 to 250");
  }

  @Test
  void otherFailuresAreNotItsOwn() {
    assertThat(analysis(new OutOfMemoryError("Java heap space"))).isNull();
    assertThat(analysis(new IllegalStateException(REFUSED))).isNull();
  }

  private FailureAnalysis analysis(Throwable failure) {
    return new ThreadsFailureAnalyzer(environment).analyze(failure);
  }
}
