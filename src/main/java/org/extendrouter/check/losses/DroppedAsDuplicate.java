package org.extendrouter.check.losses;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.staff.DeclaredBeans;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/**
 * An idempotentConsumer that takes the next attempt of an event for a duplicate, and drops it,
 * although the attempt before has failed.
 */
public final class DroppedAsDuplicate implements WiringRule {

  private static final Pattern IN_MEMORY = Pattern.compile(".*\\.(?:Memory|Caffeine)\\w*");

  /** Of another class nobody knows what it does when the process dies, or an attempt fails. */
  private static final Pattern LASTING =
      Pattern.compile(
          "(?:.*\\.)?\\w*(?:Cassandra|Couchbase|DynamoDb|Ehcache|File|Hazelcast|Infinispan|Jdbc|Jpa|Kafka|Mongo|Redis)\\w*");

  private static final String REMOVE =
      "remove it: the broker delivers each event once to its branch, and again after a failure alone; the system that gets it can drop what it has by ExtendEventId";

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return told(wiring).filter(told -> told.isSure()).map(Told::fault);
  }

  /** Of a repository of a class of one's own, nobody knows whether it lasts. */
  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return told(wiring).filter(told -> !told.isSure()).map(Told::fault);
  }

  private record Told(boolean isSure, Fault fault) {}

  private static Stream<Told> told(Wiring wiring) {
    return steps(wiring).flatMap(step -> told(step, wiring).stream());
  }

  private static Stream<IdempotentConsumerDefinition> steps(Wiring wiring) {
    List<WiredRoute> redelivered = redelivered(wiring);
    Stream<ProcessorDefinition<?>> ofRoutes =
        redelivered.stream()
            .filter(route -> StaffSteps.isStaffs(route.definition().getInput(), wiring))
            .flatMap(route -> StaffSteps.running(route.definition().getOutputs(), wiring));
    Stream<ProcessorDefinition<?>> ofConfigurations =
        redelivered.stream()
            .flatMap(route -> route.common().stream())
            .filter(common -> StaffSteps.isStaffs(common, wiring))
            .flatMap(common -> StaffSteps.running(Routes.handlers(common), wiring));
    return Stream.concat(ofRoutes, ofConfigurations)
        .distinct()
        .filter(IdempotentConsumerDefinition.class::isInstance)
        .map(IdempotentConsumerDefinition.class::cast)
        .filter(step -> !StaffSteps.isFalse(step.getSkipDuplicate(), wiring));
  }

  /** Those that get an event again whose attempt has failed: from a queue, and what they call. */
  private static List<WiredRoute> redelivered(Wiring wiring) {
    List<WiredRoute> found =
        new ArrayList<>(
            wiring.routes().stream()
                .filter(route -> route.entrance().startsWith(EndpointNames.JMS))
                .toList());
    for (int i = 0; i < found.size(); i++) {
      wiring.called(found.get(i)).filter(called -> !found.contains(called)).forEach(found::add);
    }
    return found;
  }

  private static Optional<Told> told(IdempotentConsumerDefinition step, Wiring wiring) {
    boolean later = StaffSteps.isFalse(step.getEager(), wiring);
    String repository =
        DeclaredBeans.of(wiring)
            .type(wiring.names().resolved(String.valueOf(step.getIdempotentRepository())));
    boolean isInMemory = IN_MEMORY.matcher(repository).matches();
    boolean lasts = LASTING.matcher(repository).matches();
    if (!later && StaffSteps.isFalse(step.getRemoveOnFailure(), wiring)) {
      return told(
          isInMemory || lasts,
          step,
          "keeps the id of an event whose step has failed (removeOnFailure: false): the next attempt is dropped, and counts as delivered",
          REMOVE,
          wiring);
    }
    if (isInMemory) {
      return told(
          false,
          step,
          "remembers in memory alone which events it has seen, and none of them after a restart",
          REMOVE,
          wiring);
    }
    if (!later) {
      return told(
          lasts,
          step,
          "stores the id of an event before its steps have run: when the process dies there, the next attempt is dropped, and counts as delivered",
          REMOVE + ". Or add eager: false",
          wiring);
    }
    return sendsToQueue(step, wiring)
        ? told(
            lasts,
            step,
            "stores the id of an event before what it sends to a queue is committed: if that fails, the next attempt is dropped, and counts as delivered",
            REMOVE,
            wiring)
        : Optional.empty();
  }

  private static boolean sendsToQueue(IdempotentConsumerDefinition step, Wiring wiring) {
    return StaffSteps.running(step.getOutputs(), wiring)
        .flatMap(within -> StaffSteps.addresses(within, wiring))
        .anyMatch(
            uri -> uri.startsWith(EndpointNames.JMS) && !EndpointNames.isOfAnotherBroker(uri));
  }

  private static Optional<Told> told(
      boolean isSure,
      IdempotentConsumerDefinition step,
      String problem,
      String fix,
      Wiring wiring) {
    String name = step.getShortName();
    return Optional.of(
        new Told(isSure, new Fault(wiring.places().place(step, name), name + " " + problem, fix)));
  }
}
