package org.extendrouter.check.routes;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ErrorHandlerDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;

/** Finds all endpoints that routes and handlers send to, whichever key of a file names them. */
public final class SendFinder {

  private SendFinder() {}

  /**
   * Those of a route. To be asked before the route is built, which takes interceptors out of it.
   *
   * @param route the route
   * @return those of its steps and handlers, and of its error handler
   */
  public static Stream<Send> of(RouteDefinition route) {
    LineNumberAware whole = route.getLocation() == null ? route.getInput() : route;
    return Stream.concat(ofSteps(whole, route.getOutputs()), deadLetters(route)).distinct();
  }

  /**
   * Where the error handler of a route sends what fails.
   *
   * @param route the route
   * @return the address of its dead letters; empty if the broker keeps them
   */
  public static Stream<Send> deadLetters(RouteDefinition route) {
    LineNumberAware whole = route.getLocation() == null ? route.getInput() : route;
    ErrorHandlerFactory common =
        route.isErrorHandlerFactorySet() ? route.getErrorHandlerFactory() : null;
    return Stream.concat(
        deadLetters(whole, type(route.getErrorHandler())), deadLetters(whole, common));
  }

  /**
   * Those of what holds for several routes.
   *
   * @param common the configuration
   * @return those of its handlers
   */
  public static Stream<Send> of(RouteConfigurationDefinition common) {
    return Stream.concat(ofSteps(common, Routes.handlers(common)), deadLetters(common));
  }

  /**
   * Where the error handler for several routes sends what fails.
   *
   * @param common the configuration
   * @return the address of its dead letters; empty if the broker keeps them
   */
  public static Stream<Send> deadLetters(RouteConfigurationDefinition common) {
    return deadLetters(common, type(common.getErrorHandler()));
  }

  private static ErrorHandlerFactory type(ErrorHandlerDefinition handler) {
    return handler == null ? null : handler.getErrorHandlerType();
  }

  private static Stream<Send> deadLetters(LineNumberAware whole, ErrorHandlerFactory handler) {
    return handler instanceof DeadLetterChannelDefinition channel
            && channel.getDeadLetterUri() != null
        ? Stream.of(Send.fixed(whole, channel.getDeadLetterUri()))
        : Stream.empty();
  }

  private static Stream<Send> ofSteps(
      LineNumberAware whole, List<? extends ProcessorDefinition<?>> outputs) {
    return Routes.steps(outputs)
        .flatMap(step -> of(step.getLocation() == null ? whole : step, step));
  }

  /**
   * Those of a step itself.
   *
   * @param step the step
   * @return none of the steps within it
   */
  public static Stream<Send> of(ProcessorDefinition<?> step) {
    return of(step, step);
  }

  private static Stream<Send> of(LineNumberAware part, ProcessorDefinition<?> step) {
    if (step instanceof PollDefinition) {
      return Stream.empty();
    }
    if (step instanceof EndpointRequiredDefinition fixed) {
      return Stream.ofNullable(fixed.getEndpointUri()).map(uri -> Send.fixed(part, uri));
    }
    // A wire tap is one, too; many are written without anything dynamic in them.
    return step instanceof ToDynamicDefinition dynamic
        ? Stream.ofNullable(dynamic.getUri())
            .map(uri -> Send.evaluated(part, uri, dynamic.getIgnoreInvalidEndpoint()))
        : ConstantRecipients.of(part, step);
  }
}
