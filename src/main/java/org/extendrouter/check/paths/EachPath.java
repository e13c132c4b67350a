package org.extendrouter.check.paths;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.check.staff.Notice;
import org.extendrouter.check.staff.SendingStep;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;

/** Whether a route does something with an event on each path through its steps. */
public final class EachPath {

  /** Endpoints by which nothing leaves the process, whoever wrote them. */
  private static final Pattern NOWHERE = Pattern.compile("(?:log|mock|stub):.*");

  private static final Pattern CODE_ADDRESS = Pattern.compile("(?:bean|class|language):.*");

  /** They may call anything, and so may code of Java. */
  private static final Set<String> CODE =
      Set.of("bean", "groovy", "java", "joor", "js", "mvel", "ognl", "python", "ref", "spel");

  private static final Pattern AT_LEAST_ONCE = Pattern.compile("0*[1-9][0-9]*|true");

  private final Wiring wiring;

  /** A route that calls itself does nothing by that. */
  private final Set<String> followed = new HashSet<>();

  private EachPath(Wiring wiring) {
    this.wiring = wiring;
  }

  /**
   * The step after which an event may have gone nowhere.
   *
   * @param route takes events
   * @param wiring how all routes are connected
   * @return the last choice, filter, split or loop, within or behind which nothing sends on some
   *     path; or else the first step that sends, if all of them send to where nothing is kept
   */
  public static Optional<ProcessorDefinition<?>> gap(WiredRoute route, Wiring wiring) {
    List<ProcessorDefinition<?>> steps = steps(route);
    if (new EachPath(wiring).isSure(steps)) {
      return Optional.empty();
    }
    Optional<ProcessorDefinition<?>> open = new EachPath(wiring).open(steps);
    if (open.isPresent()) {
      return open;
    }
    List<ProcessorDefinition<?>> sending =
        StaffSteps.running(steps, wiring)
            .filter(step -> SendFinder.of(step).findAny().isPresent())
            .toList();
    return sending.stream().allMatch(step -> leadsTo(step, NOWHERE, wiring))
        ? sending.stream().findFirst()
        : Optional.empty();
  }

  /** What is open before it is no loss if a step behind it sends. */
  private Optional<ProcessorDefinition<?>> open(List<? extends ProcessorDefinition<?>> steps) {
    return Stream.iterate(steps.size() - 1, i -> i >= 0, i -> i - 1)
        .<ProcessorDefinition<?>>map(steps::get)
        .filter(step -> StaffSteps.isEnabled(step, wiring))
        .flatMap(step -> open(step).stream())
        .findFirst();
  }

  private Optional<ProcessorDefinition<?>> open(ProcessorDefinition<?> step) {
    if (step instanceof ChoiceDefinition || step instanceof FilterDefinition || mayRunNever(step)) {
      return StaffSteps.running(List.of(step), wiring)
                  .anyMatch(within -> SendingStep.is(within, wiring))
              && !new EachPath(wiring).isSure(step)
          ? Optional.of(step)
          : Optional.empty();
    }
    return Stream.concat(Stream.of(step.getOutputs()), called(step))
        .flatMap(within -> open(within).stream())
        .findFirst();
  }

  private Stream<List<ProcessorDefinition<?>>> called(ProcessorDefinition<?> step) {
    return SendFinder.of(step)
        .map(send -> wiring.names().of(send.uri()))
        .filter(name -> name.startsWith(EndpointNames.DIRECT) && followed.add(name))
        .flatMap(name -> wiring.consumersOf(name).stream())
        .filter(route -> StaffSteps.isStaffs(route.definition().getInput(), wiring))
        .map(EachPath::steps);
  }

  private static List<ProcessorDefinition<?>> steps(WiredRoute route) {
    return StaffSteps.withoutHandlers(route.definition().getOutputs());
  }

  private boolean isSure(List<? extends ProcessorDefinition<?>> steps) {
    return steps.stream().anyMatch(this::isSure) || mayComplementEachOther(steps);
  }

  /** Nobody can tell in general whether the condition of one is that of another turned round. */
  private boolean mayComplementEachOther(List<? extends ProcessorDefinition<?>> steps) {
    return steps.stream()
            .filter(step -> step instanceof FilterDefinition || mayRunNever(step))
            .filter(step -> StaffSteps.isEnabled(step, wiring))
            .filter(step -> isSure(step.getOutputs()))
            .count()
        > 1;
  }

  private boolean isSure(ProcessorDefinition<?> step) {
    if (!StaffSteps.isEnabled(step, wiring)
        || step instanceof FilterDefinition
        || mayRunNever(step)) {
      return false;
    }
    if (step instanceof ChoiceDefinition choice) {
      List<WhenDefinition> clauses =
          choice.getWhenClauses().stream()
              .filter(when -> !StaffSteps.isTrue(when.getDisabled(), wiring))
              .toList();
      return clauses.stream().allMatch(when -> isSure(when.getOutputs()))
          && (Conditions.mayBeAll(clauses)
              || choice.getOtherwise() != null
                  && !StaffSteps.isTrue(choice.getOtherwise().getDisabled(), wiring)
                  && isSure(choice.getOtherwise().getOutputs()));
    }
    if (step instanceof TryDefinition attempt) {
      return isSure(attempt.getOutputsWithoutCatches());
    }
    return endsOrMayDoAnything(step)
        || SendingStep.is(step, wiring) && SendFinder.of(step).allMatch(send -> arrives(send.uri()))
        || isSure(step.getOutputs());
  }

  /** A list may be empty, and a number 0; code may have done something with the event. */
  private boolean mayRunNever(ProcessorDefinition<?> step) {
    if (!(step instanceof SplitDefinition || step instanceof LoopDefinition)
        || endsOrMayDoAnything(step)) {
      return false;
    }
    ExpressionDefinition times = ((ExpressionNode) step).getExpression();
    if (times == null) {
      return false;
    }
    String value = wiring.names().resolved(String.valueOf(times.getExpression())).strip();
    return step instanceof SplitDefinition
        ? !"tokenize".equals(times.getLanguage())
            && !value.equals("${body}")
            && (isFound(times, value) || value.isEmpty())
        : isFound(times, value) || !AT_LEAST_ONCE.matcher(value).matches();
  }

  private static boolean isFound(ExpressionDefinition expression, String value) {
    return !"constant".equals(expression.getLanguage())
        && !("simple".equals(expression.getLanguage()) && !value.contains("$"));
  }

  private boolean endsOrMayDoAnything(ProcessorDefinition<?> step) {
    return step instanceof StopDefinition
        || Notice.fails(step)
        || step instanceof EnrichDefinition
        || leadsTo(step, CODE_ADDRESS, wiring)
        || step instanceof ExpressionNode node
            && node.getExpression() != null
            && CODE.contains(String.valueOf(node.getExpression().getLanguage()));
  }

  /** Those of the router's own that a route of staff's may call all do something. */
  private boolean arrives(String uri) {
    String name = wiring.names().of(uri);
    List<WiredRoute> called = wiring.consumersOf(name);
    if (!name.startsWith(EndpointNames.DIRECT)
        || called.isEmpty()
        || !called.stream()
            .allMatch(route -> StaffSteps.isStaffs(route.definition().getInput(), wiring))) {
      return true;
    }
    return !followed.add(name) || called.stream().anyMatch(route -> isSure(steps(route)));
  }

  private static boolean leadsTo(ProcessorDefinition<?> step, Pattern address, Wiring wiring) {
    return StaffSteps.addresses(step, wiring).anyMatch(address.asMatchPredicate());
  }
}
