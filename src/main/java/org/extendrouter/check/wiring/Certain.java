package org.extendrouter.check.wiring;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.extendrouter.check.routes.Routes;

/** Finds what a route sends each message to, whatever is in the message. */
final class Certain {

  private Certain() {}

  static Set<String> targets(RouteDefinition route, EndpointNames names) {
    boolean mayEnd =
        route.getPrecondition() != null
            || Routes.steps(route.getOutputs()).anyMatch(Certain::endsTheRoute);
    return mayEnd
        ? Set.of()
        : steps(route.getOutputs())
            .map(Certain::address)
            .map(names::of)
            .filter(name -> !name.isEmpty() && !name.contains("${"))
            .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean endsTheRoute(ProcessorDefinition<?> step) {
    return step instanceof StopDefinition
        || step instanceof ThrowExceptionDefinition
        || step instanceof RollbackDefinition;
  }

  private static Stream<ProcessorDefinition<?>> steps(List<ProcessorDefinition<?>> outputs) {
    return outputs.stream()
        .flatMap(
            step ->
                step instanceof MulticastDefinition
                        || step instanceof PipelineDefinition
                        || step instanceof StepDefinition
                    ? steps(step.getOutputs())
                    : Stream.of(step));
  }

  private static String address(ProcessorDefinition<?> step) {
    return step instanceof SendDefinition<?> to
        ? to.getEndpointUri()
        : step instanceof ToDynamicDefinition dynamic ? dynamic.getUri() : "";
  }
}
