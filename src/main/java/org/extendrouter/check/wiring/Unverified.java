package org.extendrouter.check.wiring;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;
import org.extendrouter.check.routes.SendFinder;

/**
 * Goes through the steps of a route in their order, and finds what is sent on before it is sure
 * that Extend has signed it.
 */
final class Unverified {

  private static final String VERIFIER = "extendSignatureVerifier";
  private static final String VERIFY = "verify";

  /** The verifier as an endpoint. */
  private static final Pattern VERIFICATION =
      Pattern.compile("bean:(?://)?%s(?:\\?method=%s)?".formatted(VERIFIER, VERIFY));

  private final EndpointNames names;
  private final Map<String, LineNumberAware> targets = new LinkedHashMap<>();

  /** Whether what was rejected goes on, too. */
  private final boolean continues;

  private Unverified(EndpointNames names, boolean continues) {
    this.names = names;
    this.continues = continues;
  }

  private static boolean continuesAfterFailure(ProcessorDefinition<?> handler) {
    return handler instanceof OnExceptionDefinition failure && failure.getContinued() != null;
  }

  /**
   * The name of all that the route sends to, with the first step that does.
   *
   * @param handlers what other places say of this route: how it goes on after a failure, for
   *     example
   */
  static Map<String, LineNumberAware> targets(
      RouteDefinition route, List<ProcessorDefinition<?>> handlers, EndpointNames names) {
    Unverified steps =
        new Unverified(names, handlers.stream().anyMatch(Unverified::continuesAfterFailure));
    handlers.forEach(handler -> steps.passes(handler.getOutputs(), false));
    steps.passes(route.getOutputs(), false);
    steps.targets.remove("");
    return Collections.unmodifiableMap(steps.targets);
  }

  /** Whether what comes after these steps is verified. */
  private boolean passes(List<ProcessorDefinition<?>> steps, boolean before) {
    boolean verified = before;
    for (ProcessorDefinition<?> step : steps) {
      if (names.isEnabled(step)) {
        verified = passes(step, verified);
      }
    }
    return verified;
  }

  private boolean passes(ProcessorDefinition<?> step, boolean before) {
    if (isVerification(step)) {
      return !continues;
    }
    if (step instanceof TryDefinition attempt) {
      return passesTry(attempt, before);
    }
    if (!before) {
      SendFinder.of(step).forEach(send -> targets.putIfAbsent(names.of(send.uri()), send.part()));
    }
    boolean verified = before;
    for (List<ProcessorDefinition<?>> branch : branches(step)) {
      verified = passes(branch, before);
    }
    // What other steps hold runs for some messages alone.
    return step instanceof PipelineDefinition || step instanceof StepDefinition ? verified : before;
  }

  private static List<List<ProcessorDefinition<?>>> branches(ProcessorDefinition<?> step) {
    if (step instanceof ChoiceDefinition choice) {
      return Stream.concat(
              choice.getWhenClauses().stream().map(WhenDefinition::getOutputs),
              Stream.ofNullable(choice.getOtherwise()).map(OtherwiseDefinition::getOutputs))
          .toList();
    }
    if (step instanceof MulticastDefinition || step instanceof LoadBalanceDefinition) {
      // Each on its own, whatever becomes of the others.
      return step.getOutputs().stream().<List<ProcessorDefinition<?>>>map(List::of).toList();
    }
    return List.of(step.getOutputs());
  }

  /** Of what fails, nobody knows whether it was verified. */
  private boolean passesTry(TryDefinition attempt, boolean before) {
    List<CatchDefinition> catches =
        Objects.requireNonNullElse(attempt.getCatchClauses(), List.of());
    boolean verified = passes(attempt.getOutputsWithoutCatches(), before);
    catches.forEach(handler -> passes(handler.getOutputs(), before));
    if (attempt.getFinallyClause() != null) {
      passes(attempt.getFinallyClause().getOutputs(), before);
    }
    return catches.stream().allMatch(Unverified::ends) ? verified : before;
  }

  private static boolean ends(ProcessorDefinition<?> handler) {
    List<ProcessorDefinition<?>> steps = handler.getOutputs();
    ProcessorDefinition<?> last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    return last instanceof StopDefinition
        || last instanceof ThrowExceptionDefinition
        || last instanceof RollbackDefinition;
  }

  private static boolean isVerification(ProcessorDefinition<?> step) {
    if (step instanceof BeanDefinition bean) {
      return VERIFIER.equals(bean.getRef())
          && (bean.getMethod() == null || VERIFY.equals(bean.getMethod()));
    }
    return step instanceof ToDefinition to
        && VERIFICATION.matcher(Objects.toString(to.getEndpointUri(), "")).matches();
  }
}
