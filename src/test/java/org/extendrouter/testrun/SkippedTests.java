package org.extendrouter.testrun;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Says at the end which tests were skipped, and why; Maven only counts them. */
public final class SkippedTests implements LauncherSessionListener {

  private final Queue<String> skipped = new ConcurrentLinkedQueue<>();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    session
        .getLauncher()
        .registerTestExecutionListeners(
            new TestExecutionListener() {
              @Override
              public void executionSkipped(TestIdentifier test, String reason) {
                skipped.add(name(test) + ": " + reason);
              }

              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == Status.ABORTED) {
                  skipped.add(
                      name(test)
                          + ": "
                          + result.getThrowable().map(Throwable::getMessage).orElse("aborted"));
                }
              }
            });
  }

  private static String name(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(method -> method.getClassName() + "." + test.getDisplayName())
        .orElse(test.getLegacyReportingName());
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    skipped.forEach(test -> Console.print("SKIPPED: " + test));
  }
}
