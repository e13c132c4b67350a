package org.extendrouter.management;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/**
 * Answers a question of the router's endpoints with 400 if it has a parameter that they do not
 * know. Spring Boot ignores it, so that a slip in the name of a filter would list all.
 */
@Component("extendUnknownParameters")
final class UnknownParameters implements OperationInvokerAdvisor {

  private static final Set<String> ENDPOINTS = Set.of("runs", "reviewsummary", "deadletters");

  @Override
  public OperationInvoker apply(
      EndpointId endpoint,
      OperationType type,
      OperationParameters parameters,
      OperationInvoker invoker) {
    if (type != OperationType.READ || !ENDPOINTS.contains(endpoint.toLowerCaseString())) {
      return invoker;
    }
    return context -> {
      Set<String> unknown = new TreeSet<>(context.getArguments().keySet());
      parameters.stream().map(OperationParameter::getName).forEach(unknown::remove);
      return unknown.isEmpty() ? invoker.invoke(context) : refusal(unknown, parameters);
    };
  }

  private static WebEndpointResponse<Object> refusal(
      Set<String> unknown, OperationParameters parameters) {
    List<String> known =
        parameters.stream()
            .filter(parameter -> parameter.getAnnotation(Selector.class) == null)
            .map(OperationParameter::getName)
            .toList();
    return new WebEndpointResponse<>(
        OperationResponseBody.of(
            Map.of(
                "error",
                "%s is not known here; the parameters are: %s"
                    .formatted(
                        String.join(", ", unknown),
                        known.isEmpty() ? "none" : String.join(", ", known)))),
        WebEndpointResponse.STATUS_BAD_REQUEST);
  }
}
