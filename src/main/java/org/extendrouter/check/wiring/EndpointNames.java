package org.extendrouter.check.wiring;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.Send;
import org.extendrouter.names.QueueNames;
import org.extendrouter.routes.TemplateParameters;

/**
 * Names queues and entrances of routes by scheme and name, without options, so that a sender and a
 * consumer of the same have the same name.
 *
 * @param placeholders fills in {@code {{...}}}
 */
public record EndpointNames(UnaryOperator<String> placeholders) {

  /** What the name of every queue begins with. */
  public static final String JMS = "jms:";

  /** What the name of every entrance of a route that others call begins with. */
  public static final String DIRECT = "direct:";

  /** What the name of the queue of a branch begins with. */
  public static final String BRANCH = JMS + QueueNames.ACCEPT_PREFIX;

  /** What the name of every topic begins with. */
  public static final String TOPIC = JMS + "topic:";

  private static final Pattern OWN_CONNECTION = Pattern.compile("[?&]connectionFactory=");
  private static final Set<String> SCHEMES = Set.of("jms", "direct", "seda");

  /**
   * The name in words of a message.
   *
   * @param endpoint for example {@code jms:extend.inbox}
   * @return for example "the queue extend.inbox"; the name itself if it is no queue
   */
  public static String shown(String endpoint) {
    return endpoint.startsWith(JMS) ? "the queue " + queue(endpoint) : endpoint;
  }

  /**
   * What is sure of a name that varies by message.
   *
   * @param endpoint for example {@code jms:extend.accept.${header.ExtendBranch}}
   * @return what stands before the first expression; empty if nothing varies
   */
  public static Optional<String> fixedPart(String endpoint) {
    int expression = endpoint.indexOf(Send.EXPRESSION);
    return expression < 0 ? Optional.empty() : Optional.of(endpoint.substring(0, expression));
  }

  /**
   * The name without its scheme.
   *
   * @param endpoint for example {@code jms:extend.inbox}
   * @return for example {@code extend.inbox}
   */
  public static String queue(String endpoint) {
    return endpoint.substring(endpoint.indexOf(':') + 1);
  }

  /**
   * The name of an address, its expressions included.
   *
   * @param uri the address with all options
   * @return its name; empty for all else, and if a placeholder cannot be filled in, which is told
   *     for itself
   */
  public String of(String uri) {
    String filledIn = resolved(uri);
    if (filledIn.contains("{{") || isOfAnotherBroker(filledIn)) {
      return "";
    }
    String address = filledIn.split("\\?(?![^{]*})", 2)[0].replaceFirst("://", ":");
    int colon = address.indexOf(':');
    String scheme = colon < 0 ? "" : address.substring(0, colon);
    String name = address.substring(colon + 1).replaceFirst("^queue:", "");
    return SCHEMES.contains(scheme) ? scheme + ":" + name : "";
  }

  /**
   * Whether an address is none of the router's broker.
   *
   * @param uri the address with all options
   * @return true if it names a connection of its own
   */
  public static boolean isOfAnotherBroker(String uri) {
    return uri.startsWith(JMS) && OWN_CONNECTION.matcher(uri).find();
  }

  /** Whether a step is none of those that a setting takes out of their route. */
  boolean isEnabled(ProcessorDefinition<?> step) {
    String disabled = step.getDisabled();
    return Routes.isEnabled(disabled == null ? null : resolved(disabled));
  }

  /** The names in a route, which may be made of a template. */
  EndpointNames within(RouteDefinition route) {
    return new EndpointNames(text -> placeholders.apply(TemplateParameters.filledIn(route, text)));
  }

  /**
   * Fills in placeholders.
   *
   * @param uri an address
   * @return the address with its settings; as it is if that cannot be
   */
  public String resolved(String uri) {
    try {
      // Camel gives nothing for {{?...}} without a value.
      return Objects.requireNonNullElse(placeholders.apply(uri), "");
    } catch (RuntimeException unknownPlaceholder) {
      return uri;
    }
  }
}
