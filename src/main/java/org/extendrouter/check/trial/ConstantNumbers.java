package org.extendrouter.check.trial;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.TypeConversionException;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.ExpressionSubElementDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ThrottleDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.support.DefaultExchange;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.RoutePlaces;
import org.extendrouter.check.routes.Routes;

/**
 * Finds what is to be a number, is the same for each message, and is none, which Camel finds when a
 * message comes.
 *
 * @param camel the context, which need not be started
 * @param places where steps stand
 */
public record ConstantNumbers(CamelContext camel, RoutePlaces places) {

  private static final Set<String> CONSTANT = Set.of("constant", "simple");
  private static final String VARIES = "$";
  private static final String TIME = "write digits alone; a time is in milliseconds";
  private static final String COUNT = "write digits alone, for example 5";

  private record Part(ExpressionDefinition expression, Class<?> type, String fix) {}

  /**
   * Looks at routes, and at what holds for several of them.
   *
   * @param routes the routes as they were read
   * @return a fault for each constant that is no number
   */
  public List<Fault> faults(Routes routes) {
    return Stream.concat(
            routes.routes().stream(),
            routes.configurations().stream().map(Routes::handlers).flatMap(List::stream))
        .flatMap(part -> faults(part.getOutputs()).stream())
        .toList();
  }

  /**
   * Looks at steps.
   *
   * @param outputs the steps
   * @return a fault for each constant that is no number
   */
  List<Fault> faults(List<? extends ProcessorDefinition<?>> outputs) {
    return Routes.steps(outputs)
        .flatMap(step -> parts(step).flatMap(part -> fault(step, part).stream()))
        .toList();
  }

  private static Stream<Part> parts(ProcessorDefinition<?> step) {
    if (step instanceof DelayDefinition delay) {
      return Stream.of(new Part(delay.getExpression(), Long.class, TIME));
    }
    if (step instanceof ThrottleDefinition throttle) {
      return Stream.of(new Part(throttle.getExpression(), Long.class, COUNT));
    }
    if (step instanceof LoopDefinition loop) {
      return Boolean.parseBoolean(loop.getDoWhile())
          ? Stream.empty()
          : Stream.of(new Part(loop.getExpression(), Integer.class, COUNT));
    }
    return step instanceof AggregateDefinition aggregate
        ? Stream.of(
            new Part(of(aggregate.getCompletionSizeExpression()), Integer.class, COUNT),
            new Part(of(aggregate.getCompletionTimeoutExpression()), Long.class, TIME))
        : Stream.empty();
  }

  private static ExpressionDefinition of(ExpressionSubElementDefinition part) {
    return part == null ? null : part.getExpressionType();
  }

  private Optional<Fault> fault(ProcessorDefinition<?> step, Part part) {
    ExpressionDefinition expression = part.expression();
    if (expression == null || !CONSTANT.contains(expression.getLanguage())) {
      return Optional.empty();
    }
    String written = expression.getExpression();
    try {
      String value = camel.resolvePropertyPlaceholders(written);
      if (!value.contains(VARIES)) {
        camel
            .getCamelContextExtension()
            .getContextPlugin(Model.class)
            .getModelReifierFactory()
            .createExpression(camel, expression)
            .evaluate(new DefaultExchange(camel), part.type());
      }
      return Optional.empty();
    } catch (TypeConversionException e) {
      return Optional.of(
          new Fault(
              places.place(step, written),
              "\"%s\" needs a number, and \"%s\" is none"
                  .formatted(step.getShortName(), e.getValue()),
              part.fix()));
    } catch (RuntimeException toldOfTheStep) {
      return Optional.empty();
    }
  }
}
