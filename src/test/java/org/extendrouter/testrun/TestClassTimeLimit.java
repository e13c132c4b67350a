package org.extendrouter.testrun;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Ends the tests' process when one class of any engine takes too long, and says which test it was
 * in. JUnit's own time limit ends the tests of its Jupiter engine alone; a property of jqwik that
 * makes values for ever heeds nothing.
 *
 * <p>Each class has {@value #LIMIT} of {@code junit-platform.properties}, a duration in ISO 8601
 * that a system property of the same name may change. There is no limit while JUnit's own is
 * switched off by {@value #MODE}.
 */
public final class TestClassTimeLimit implements TestExecutionListener {

  static final String LIMIT = "org.extendrouter.test-class-time-limit";
  static final String MODE = "junit.jupiter.execution.timeout.mode";

  private final Timer timer = new Timer("test class time limit", true);
  private final Map<TestIdentifier, TimerTask> limits = new ConcurrentHashMap<>();
  private final Set<TestIdentifier> running = ConcurrentHashMap.newKeySet();

  private TestPlan plan;
  private Duration limit;
  private boolean off;

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
    limit =
        testPlan
            .getConfigurationParameters()
            .get(LIMIT, Duration::parse)
            .orElseThrow(() -> new IllegalStateException("set " + LIMIT));
    off =
        switch (testPlan.getConfigurationParameters().get(MODE).orElse("enabled")) {
          case "disabled" -> true;
          case "disabled_on_debug" -> isDebugged();
          default -> false;
        };
  }

  private static boolean isDebugged() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .anyMatch(argument -> argument.startsWith("-agentlib:jdwp"));
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    running.add(test);
    if (!off && test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
      TimerTask end =
          new TimerTask() {
            @Override
            public void run() {
              halt(test);
            }
          };
      limits.put(test, end);
      timer.schedule(end, limit.toMillis());
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    running.remove(test);
    TimerTask end = limits.remove(test);
    if (end != null) {
      end.cancel();
    }
  }

  /** Nothing less ends a thread that heeds no interrupt. */
  private void halt(TestIdentifier testClass) {
    String message =
        "TIME LIMIT: %s took longer than the %s of %s. It was in: %s%nIts threads:%n%s"
            .formatted(
                testClass.getLegacyReportingName(),
                limit,
                LIMIT,
                plan.getDescendants(testClass).stream()
                    .filter(running::contains)
                    .map(TestIdentifier::getDisplayName)
                    .collect(Collectors.joining(", ")),
                threads());
    Console.print(message);
    // Routers started from the jar would outlive this process.
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(1);
  }

  private static String threads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
        .map(
            entry ->
                entry.getKey()
                    + System.lineSeparator()
                    + Arrays.stream(entry.getValue())
                        .map(frame -> "\tat " + frame + System.lineSeparator())
                        .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }
}
