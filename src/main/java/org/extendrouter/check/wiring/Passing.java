package org.extendrouter.check.wiring;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptFromDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.RemoveVariableDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.extendrouter.check.routes.Send;

/**
 * Steps after which a message goes on, whatever is in it and whichever time it comes by. Others may
 * be such steps, too: a bean, or an HTTP server that answers the second time in another way.
 */
final class Passing {

  private static final Set<Class<?>> PLAIN =
      Set.of(
          InterceptDefinition.class,
          InterceptFromDefinition.class,
          MulticastDefinition.class,
          OtherwiseDefinition.class,
          PipelineDefinition.class,
          RemoveHeaderDefinition.class,
          RemoveHeadersDefinition.class,
          RemovePropertyDefinition.class,
          RemoveVariableDefinition.class,
          StepDefinition.class);

  private static final Set<Class<?>> WITH_EXPRESSION =
      Set.of(FilterDefinition.class, SetBodyDefinition.class);

  private static final Set<String> PLAIN_LANGUAGES =
      Set.of("constant", "header", "exchangeProperty", "variable");

  /** What Simple only looks up. */
  private static final Pattern LOOKED_UP =
      Pattern.compile(
          "\\$\\{(?:(?:headers?|variables?|exchangeProperty)(?:[.:]|\\[')[\\w-]+(?:'])?|body|id"
              + "|exchangeId|routeId|date:now[^{}]*)}");

  /** Another file each time, unless an option says what to do with the same. */
  private static final Pattern FILE = Pattern.compile("file:(?!.*[?&]fileExist=).*");

  /**
   * Headers and properties of Camel change where a message is sent, and how, or end its route; by
   * those of Artemis the broker drops it, or keeps it back. A name may be an expression, and that
   * of a variable one of a header or property.
   */
  private static final Pattern OF_OTHERS =
      Pattern.compile("(?i)(?:Camel|JMS|_AMQ).*|.*\\$.*|(?:header|exchange):.*");

  private Passing() {}

  static boolean isSure(ProcessorDefinition<?> step, EndpointNames names) {
    if (step instanceof SendDefinition<?> to) {
      return isSure(to.getEndpointUri(), names);
    }
    if (step instanceof ToDynamicDefinition dynamic) {
      return isSure(dynamic.getUri(), names);
    }
    if (step instanceof ChoiceDefinition choice) {
      return choice.getWhenClauses().stream().allMatch(when -> isPlain(when.getExpression()));
    }
    if (step instanceof SetHeaderDefinition header) {
      return isOfNobodyElse(header.getName(), names) && isPlain(header.getExpression());
    }
    if (step instanceof SetPropertyDefinition property) {
      return isOfNobodyElse(property.getName(), names) && isPlain(property.getExpression());
    }
    if (step instanceof SetVariableDefinition variable) {
      return isOfNobodyElse(variable.getName(), names) && isPlain(variable.getExpression());
    }
    if (step instanceof LogDefinition log) {
      return log.getLogLanguage() == null && isPlain(log.getMessage());
    }
    return PLAIN.contains(step.getClass())
        || WITH_EXPRESSION.contains(step.getClass())
            && isPlain(((ExpressionNode) step).getExpression());
  }

  private static boolean isSure(String uri, EndpointNames names) {
    return isPlain(uri)
        && (!names.of(uri).isEmpty() || FILE.matcher(names.resolved(uri)).matches());
  }

  private static boolean isOfNobodyElse(String name, EndpointNames names) {
    return !OF_OTHERS.matcher(names.resolved(name)).matches();
  }

  private static boolean isPlain(ExpressionDefinition expression) {
    return Stream.ofNullable(expression)
        .anyMatch(
            given ->
                PLAIN_LANGUAGES.contains(given.getLanguage())
                    || "simple".equals(given.getLanguage()) && isPlain(given.getExpression()));
  }

  private static boolean isPlain(String simple) {
    return !LOOKED_UP
        .matcher(Objects.toString(simple, ""))
        .replaceAll("")
        .contains(Send.EXPRESSION);
  }
}
