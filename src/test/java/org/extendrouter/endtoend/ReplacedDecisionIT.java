package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.schedule.RouterClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** A script that writes each decision to one file, which replaces the one before. */
class ReplacedDecisionIT {

  @TempDir Path data;
  @TempDir Path elsewhere;

  /**
   * Lets the script replace the file at the moment that the router notes down a decision's time.
   */
  private final class TimeOfTheDecision extends Clock {

    @Override
    public Instant instant() {
      if (Files.exists(next()) && isAskedByTheDesk()) {
        try {
          Files.move(next(), dropped(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return Instant.now();
    }

    private boolean isAskedByTheDesk() {
      return StackWalker.getInstance()
          .walk(
              frames ->
                  frames.anyMatch(
                      frame -> frame.getClassName().equals(DecisionDesk.class.getName())));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void isHeardAboutBothRuns() throws Exception {
    try (RunningRouter router =
        RunningRouter.start(
            data,
            context ->
                context.addBeanFactoryPostProcessor(
                    factory -> {
                      BeanDefinitionRegistry beans = (BeanDefinitionRegistry) factory;
                      RootBeanDefinition ours =
                          new RootBeanDefinition(Clock.class, TimeOfTheDecision::new);
                      ours.setDefaultCandidate(false);
                      ours.addQualifier(new AutowireCandidateQualifier(RouterClock.class));
                      beans.removeBeanDefinition("extendClock");
                      beans.registerBeanDefinition("extendClock", ours);
                    }),
            listening -> {})) {
      Extend.Event first = ticket(router);
      Extend.Event second = ticket(router);
      Files.writeString(next(), decision(second));
      Files.writeString(dropped(), decision(first));
      router.awaitFiles("accepted/invoice", first.id(), 1);
      router.awaitFiles("accepted/invoice", second.id(), 1);
      await().until(() -> router.files("review/decisions", "").isEmpty());
      assertThat(FilesBelow.of(data.resolve("review/done")).keySet())
          .filteredOn(file -> file.toString().endsWith(".decision.json"))
          .hasSize(2)
          .allSatisfy(
              file ->
                  assertThat(file.getFileName().toString())
                      .startsWith(run(Files.readString(file))));
    }
  }

  private static Extend.Event ticket(RunningRouter router) throws Exception {
    Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("review", event.id(), 2);
    return event;
  }

  private static String decision(Extend.Event event) throws IOException {
    String run = new ObjectMapper().readTree(event.body()).at("/payload/id").asText();
    return "{\"run\":\"%s\",\"decision\":\"correct\",\"type\":\"invoice\",\"reviewer\":\"Ada\"}"
        .formatted(run);
  }

  private static String run(String decision) throws IOException {
    return new ObjectMapper().readTree(decision).path("run").asText();
  }

  private Path next() {
    return elsewhere.resolve("next.json");
  }

  private Path dropped() {
    return data.resolve("review/decisions/decision.json");
  }
}
