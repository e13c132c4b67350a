package org.extendrouter.check.wiring;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.routes.RouterRoutes;

/**
 * A route, and what it is connected to.
 *
 * @param definition the route
 * @param source the name of what it consumes; empty if that is no queue and no route sends to it
 * @param entrance the address that it consumes, with all options
 * @param isStarted whether it takes messages from the start on
 * @param sends all that it sends to
 * @param targets the name of all that it sends to, with the first step that does
 * @param unverified those of them that it sends to before it is sure that Extend has signed a
 *     request
 * @param always those names that it sends each message to, unless a step before fails
 * @param passes whether no step of it fails because of what is in a message
 * @param polls its steps that take from other endpoints
 * @param common the configurations that hold for it
 * @param names fills in {@code {{...}}} of its addresses
 */
public record WiredRoute(
    RouteDefinition definition,
    String source,
    String entrance,
    boolean isStarted,
    List<Send> sends,
    Map<String, LineNumberAware> targets,
    Map<String, LineNumberAware> unverified,
    Set<String> always,
    boolean passes,
    List<Poll> polls,
    List<RouteConfigurationDefinition> common,
    EndpointNames names) {

  /** The id of the route that receives webhooks. */
  public static final String FIRST = "receive";

  /** What stands before the path of a rest service. */
  private static final Pattern VERB = Pattern.compile("^rest:/*\\w+:");

  private static final Pattern SELECTOR = Pattern.compile("[?&]selector=");
  private static final Pattern NOT_STARTED = Pattern.compile("[?&]autoStartup=false");

  static WiredRoute of(RouteDefinition route, Routes all, EndpointNames names) {
    String written = Objects.toString(route.getInput().getEndpointUri(), "");
    String entrance =
        VERB.matcher(names.resolved(written))
            .replaceFirst(verb -> Matcher.quoteReplacement(verb.group() + all.restPath() + "/"));
    String autoStartup = names.resolved(String.valueOf(route.getAutoStartup()));
    List<Send> sends = SendFinder.of(route).toList();
    Certain certain = Certain.of(route, all.configurations(), names);
    return new WiredRoute(
        route,
        names.of(written),
        entrance,
        !"false".equalsIgnoreCase(autoStartup) && !NOT_STARTED.matcher(entrance).find(),
        sends,
        targets(sends.stream(), names),
        Unverified.targets(route, Certain.namedHandlers(route, all.configurations()), names),
        certain.targets(),
        certain.passes(),
        Routes.steps(route.getOutputs()).flatMap(step -> poll(step, names)).toList(),
        Certain.holding(route, all.configurations()),
        names);
  }

  static Map<String, LineNumberAware> targets(Stream<Send> sends, EndpointNames names) {
    Map<String, LineNumberAware> targets = new LinkedHashMap<>();
    sends
        // An expression that nobody fills in is told for itself.
        .filter(send -> send.isEvaluated() || !send.varies())
        .forEach(send -> targets.putIfAbsent(names.of(send.uri()), send.part()));
    targets.remove("");
    return Collections.unmodifiableMap(targets);
  }

  private static Stream<Poll> poll(ProcessorDefinition<?> step, EndpointNames names) {
    String address =
        step instanceof PollEnrichDefinition enrich
            ? String.valueOf(enrich.getExpression())
            : step instanceof PollDefinition poll ? poll.getUri() : null;
    return Stream.ofNullable(address).map(uri -> new Poll(step, names.resolved(uri)));
  }

  /**
   * Whether it is the one that receives webhooks. In an application the ids of the router's routes
   * have a prefix.
   *
   * @return true by its id
   */
  public boolean isFirst() {
    String id = definition.getRouteId();
    return FIRST.equals(id) || (RouterRoutes.PREFIX + FIRST).equals(id);
  }

  /**
   * Whether it leaves some messages where they are.
   *
   * @return true if it has a selector
   */
  public boolean isSelective() {
    return SELECTOR.matcher(entrance).find();
  }
}
