package org.extendrouter.check.wiring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.NamedNode;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.routes.RoutePlaces;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.names.QueueNames;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;
import org.extendrouter.triage.BranchName;

/** Looks at how routes fit together: which queue is sent to, and which route consumes it. */
public final class RouteModelCheck {

  /** The id by which Camel takes a routeConfiguration for all routes. */
  private static final String ALL = "*";

  private static final String FIRST_ROUTE = "receive";
  private static final Set<String> SCHEMES = Set.of("jms", "direct", "seda");

  private static final String INBOX = "jms:" + QueueNames.INBOX;
  private static final String BRANCH = "jms:" + QueueNames.ACCEPT_PREFIX;

  private static final Pattern LOSSY =
      Pattern.compile("[?&](transacted=false|asyncConsumer=true|transferException=true)");

  /**
   * The options of Camel by which a message, and the dead letter it becomes, end with the broker.
   */
  private static final Pattern NOT_STORED =
      Pattern.compile("[?&](deliveryPersistent=false|deliveryMode=1)\\b");

  private static final Pattern SELECTOR = Pattern.compile("[?&]selector=");
  private static final Pattern NOT_STARTED = Pattern.compile("[?&]autoStartup=false");

  /** An address and a queue of it, or the wildcards of Artemis. */
  private static final Pattern NOT_ONE_QUEUE = Pattern.compile("::|[*#]");

  private static final Pattern POLLED = Pattern.compile("jms:(?://)?(?:queue:)?(extend\\.[^?}]+)");

  private final RoutePlaces places;
  private final List<RouteDefinition> routes;
  private final List<RouteConfigurationDefinition> configurations;
  private final UnaryOperator<String> placeholders;
  private final Map<String, List<RouteDefinition>> consumers = new LinkedHashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Fault> warnings = new ArrayList<>();

  private RouteModelCheck(
      Routes all, Collection<RouteFile> files, UnaryOperator<String> placeholders) {
    this.routes = all.routes();
    this.configurations = all.configurations();
    this.placeholders = placeholders;
    this.places = RoutePlaces.of(files);
  }

  /**
   * What was found.
   *
   * @param faults what is wrong
   * @param warnings what may be right with a broker that others use, too
   * @param branches the route of each branch's queue, as its file or id
   */
  public record Result(List<Fault> faults, List<Fault> warnings, Map<String, String> branches) {}

  /**
   * Checks how routes fit together.
   *
   * @param routes the routes
   * @param files the files they come from; routes of other sources are looked at, too
   * @param placeholders fills in {@code {{...}}}
   * @param embedded whether the broker is the router's own, so that nobody else consumes its queues
   * @return what was found
   */
  public static Result of(
      Routes routes,
      Collection<RouteFile> files,
      UnaryOperator<String> placeholders,
      boolean embedded) {
    RouteModelCheck check = new RouteModelCheck(routes, files, placeholders);
    check.findConsumers();
    check.findTwins();
    check.findLossyConsumers();
    check.findLossySenders();
    check.findConsumersBesideTriage();
    check.findConsumersOfAPart();
    check.findHandlersOfAll();
    check.findLoops();
    check.lookAtTypes();
    check.findDeadEnds(embedded);
    return new Result(List.copyOf(check.faults), List.copyOf(check.warnings), check.branches());
  }

  private Map<String, String> branches() {
    Map<String, String> branches = new LinkedHashMap<>();
    consumers.forEach(
        (source, takers) -> {
          if (source.startsWith(BRANCH)) {
            RouteFile file = places.file(takers.get(0).getInput());
            branches.put(
                source.substring(BRANCH.length()),
                file == null ? "route " + takers.get(0).getRouteId() : file.path());
          }
        });
    return branches;
  }

  private void findConsumers() {
    for (RouteDefinition route : routes) {
      String source = endpoint(route.getInput());
      if (source != null) {
        consumers.computeIfAbsent(source, name -> new ArrayList<>()).add(route);
      }
    }
    if (routes.stream().noneMatch(route -> FIRST_ROUTE.equals(route.getRouteId()))) {
      faults.add(
          new Fault(
              "route " + FIRST_ROUTE,
              "is missing, so that nothing is received",
              "remove your copy of receive.camel.yaml from routes/, or give its route this id"));
    }
  }

  private void findTwins() {
    consumers.forEach(
        (source, takers) -> {
          List<RouteDefinition> twins = takers.stream().filter(this::isStarted).toList();
          boolean selective = twins.stream().allMatch(route -> has(SELECTOR, route));
          if (twins.size() > 1 && !source.startsWith("seda:") && !selective) {
            faults.add(
                new Fault(
                    places(twins, source),
                    "%d routes consume %s, so that each gets a part of it"
                        .formatted(twins.size(), shown(source)),
                    "keep one of them, or give the other a queue of its own"));
          }
        });
    Map<String, List<RouteDefinition>> byId = new LinkedHashMap<>();
    routes.stream()
        .filter(route -> route.getId() != null)
        .forEach(route -> byId.computeIfAbsent(route.getId(), id -> new ArrayList<>()).add(route));
    byId.forEach(
        (id, twins) -> {
          if (twins.size() > 1) {
            faults.add(
                new Fault(
                    places(twins, id),
                    "%d routes have the id %s".formatted(twins.size(), id),
                    "give each route an id of its own"));
          }
        });
  }

  /** They take a message off its queue before, or while, the route works on it. */
  private void findLossyConsumers() {
    consumers.forEach(
        (source, takers) -> {
          if (source.startsWith("jms:")) {
            for (RouteDefinition route : takers) {
              Matcher option = LOSSY.matcher(resolved(route.getInput().getEndpointUri()));
              if (option.find()) {
                faults.add(
                    new Fault(
                        places(List.of(route), source),
                        "%s loses what it has taken when a step fails or the process dies"
                            .formatted(option.group(1)),
                        "remove this option"));
              }
            }
          }
        });
  }

  private void findLossySenders() {
    for (RouteDefinition route : routes) {
      Routes.steps(route.getOutputs())
          .map(Routes::address)
          .filter(uri -> uri != null && uri.startsWith("jms:"))
          .map(NOT_STORED::matcher)
          .filter(Matcher::find)
          .forEach(
              option ->
                  faults.add(
                      new Fault(
                          places(List.of(route), option.group(1).split("=", 2)[0]),
                          "%s loses what it has sent, and its dead letters, when the broker ends"
                              .formatted(option.group(1)),
                          "remove this option")));
    }
  }

  /** What reaches a run before triage has decided, or beside it, need not care what triage says. */
  private void findConsumersBesideTriage() {
    consumers.forEach(
        (source, takers) -> {
          String queue = source.substring(source.indexOf(':') + 1);
          Matcher other = NOT_ONE_QUEUE.matcher(queue);
          if (!source.startsWith("jms:") || !other.find() || source.startsWith(BRANCH)) {
            return;
          }
          String start = queue.substring(0, other.start());
          if (start.startsWith(QueueNames.PREFIX)
              || QueueNames.PREFIX.startsWith(start)
              || queue.contains("::extend.")) {
            faults.add(
                new Fault(
                    places(takers, queue),
                    "takes from %s, so that it gets runs before their confidence is checked"
                        .formatted(shown(source)),
                    "take from the queue of one type: %s<type>".formatted(BRANCH)));
          }
        });
    routes.stream()
        .flatMap(route -> Routes.steps(route.getOutputs()))
        .forEach(
            step -> {
              Matcher queue = POLLED.matcher(polled(step));
              if (queue.find() && !queue.group(1).startsWith(QueueNames.DEAD_LETTERS)) {
                faults.add(
                    new Fault(
                        places.place(step, queue.group(1)),
                        "takes from the queue %s, which is for another route"
                            .formatted(queue.group(1)),
                        "take from a queue of your own"));
              }
            });
  }

  private String polled(ProcessorDefinition<?> step) {
    return resolved(
        step instanceof PollEnrichDefinition enrich
            ? String.valueOf(enrich.getExpression())
            : step instanceof PollDefinition poll ? poll.getUri() : "");
  }

  /** What no route takes from one of the router's queues, nobody else does. */
  private void findConsumersOfAPart() {
    consumers.forEach(
        (source, takers) -> {
          if (!source.startsWith("jms:" + QueueNames.PREFIX)) {
            return;
          }
          if (takers.stream().noneMatch(this::isStarted)) {
            faults.add(
                new Fault(
                    places(takers, "autoStartup"),
                    "is not started (autoStartup), so that all that comes to %s waits there"
                        .formatted(shown(source)),
                    "remove autoStartup, or the whole route"));
          }
          if (takers.stream().allMatch(route -> has(SELECTOR, route))) {
            faults.add(
                new Fault(
                    places(takers, "selector"),
                    "takes from %s only what its selector matches, and the rest waits there"
                        .formatted(shown(source)),
                    "remove the selector, and tell cases apart by a step \"choice\""));
          }
        });
  }

  private boolean isStarted(RouteDefinition route) {
    return !"false".equalsIgnoreCase(resolved(String.valueOf(route.getAutoStartup())))
        && !has(NOT_STARTED, route);
  }

  private boolean has(Pattern option, RouteDefinition route) {
    return option.matcher(resolved(route.getInput().getEndpointUri())).find();
  }

  /** What such a handler takes as handled is no failure any more, the router's own included. */
  private void findHandlersOfAll() {
    for (RouteConfigurationDefinition common : configurations) {
      if (!common.hasCustomIdAssigned() || ALL.equals(common.getId())) {
        faults.add(
            new Fault(
                places.place(common, "routeConfiguration"),
                "a routeConfiguration %s holds for the router's own routes, too"
                    .formatted(
                        common.hasCustomIdAssigned() ? "with the id " + ALL : "without an id"),
                "give it an id, and name it in your routes: routeConfigurationId"));
      }
    }
  }

  /** A run that comes back to the inbox goes round for ever. */
  private void findLoops() {
    for (RouteDefinition route : routes) {
      if (!FIRST_ROUTE.equals(route.getRouteId())
          && targets(route.getOutputs()).containsKey(INBOX)) {
        faults.add(
            new Fault(
                places.place(targets(route.getOutputs()).get(INBOX), null),
                "sends to the queue extend.inbox, so that its runs come back to it for ever",
                "send to a queue of your own"));
      }
    }
  }

  private void lookAtTypes() {
    consumers.forEach(
        (source, takers) -> {
          if (source.startsWith(BRANCH)) {
            lookAtBranch(takers.get(0));
          }
        });
    for (RouteFile file : places.files().values()) {
      if (file.role() != Role.TYPE) {
        continue;
      }
      List<RouteDefinition> ofFile =
          routes.stream()
              .filter(route -> file.equals(places.file(route.getInput())))
              .filter(route -> endpoint(route.getInput()) != null)
              .toList();
      List<RouteDefinition> branches =
          ofFile.stream().filter(route -> endpoint(route.getInput()).startsWith(BRANCH)).toList();
      if (branches.isEmpty()) {
        lacksABranch(file, ofFile);
      } else if (branches.size() > 1) {
        faults.add(
            new Fault(
                places(branches, BRANCH),
                "has %d routes from %s<type>".formatted(branches.size(), BRANCH),
                "give each type a file of its own"));
      }
    }
  }

  private void lookAtBranch(RouteDefinition route) {
    String branch = endpoint(route.getInput()).substring(BRANCH.length());
    if (!BranchName.isPlain(branch)) {
      faults.add(
          new Fault(
              places(List.of(route), branch),
              "\"%s\" is not the name of one branch".formatted(branch),
              "write the branch of one type, of letters, digits, _ and -"));
    }
  }

  private void lacksABranch(RouteFile file, List<RouteDefinition> ofFile) {
    String expected = BRANCH + file.name().replace(".camel.yaml", "");
    Optional<RouteDefinition> misspelt =
        ofFile.stream()
            .filter(
                route ->
                    Spelling.closest(endpoint(route.getInput()), List.of(expected)).isPresent())
            .findFirst();
    faults.add(
        new Fault(
            misspelt
                .map(route -> places(List.of(route), endpoint(route.getInput())))
                .orElse(RoutePlaces.path(file)),
            "has no route from %s<type>".formatted(BRANCH),
            misspelt
                .map(
                    route -> "%s: did you mean %s?".formatted(endpoint(route.getInput()), expected))
                .orElse(
                    "write a route from %s, or move the file out of types/".formatted(expected))));
  }

  private void findDeadEnds(boolean embedded) {
    Map<String, List<LineNumberAware>> senders = new LinkedHashMap<>();
    Stream.concat(
            routes.stream().map(RouteDefinition::getOutputs),
            configurations.stream()
                .flatMap(common -> common.getOnExceptions().stream())
                .map(OnExceptionDefinition::getOutputs))
        .forEach(
            outputs ->
                targets(outputs)
                    .forEach(
                        (to, step) ->
                            senders.computeIfAbsent(to, any -> new ArrayList<>()).add(step)));
    Set<String> polled =
        routes.stream()
            .flatMap(route -> Routes.steps(route.getOutputs()))
            .map(this::polled)
            .filter(poll -> !poll.isEmpty())
            .collect(Collectors.toSet());
    senders.forEach(
        (target, steps) -> {
          String queue = target.substring(target.indexOf(':') + 1);
          if (consumers.containsKey(target)
              || queue.startsWith(QueueNames.DEAD_LETTERS)
              || QueueNames.BROWSED.contains(queue)
              || polled.stream().anyMatch(poll -> poll.contains(queue))) {
            return;
          }
          Fault fault =
              new Fault(
                  steps.stream()
                      .map(step -> places.place(step, queue))
                      .distinct()
                      .collect(Collectors.joining(" and ")),
                  "sends to %s, which no route consumes".formatted(shown(target)),
                  Spelling.closest(target, consumers.keySet())
                      .map("did you mean %s?"::formatted)
                      .orElse("add a route from it, or send elsewhere"));
          boolean sure =
              embedded || queue.startsWith(QueueNames.PREFIX) || !target.startsWith("jms:");
          (sure ? faults : warnings).add(fault);
        });
  }

  /** What the steps send to, and the first that does. */
  private Map<String, LineNumberAware> targets(List<ProcessorDefinition<?>> outputs) {
    Map<String, LineNumberAware> targets = new LinkedHashMap<>();
    Routes.steps(outputs)
        .forEach(
            step -> {
              String target = step instanceof PollDefinition ? null : endpoint(step);
              if (target != null) {
                targets.putIfAbsent(target, step);
              }
            });
    return targets;
  }

  /** Scheme and name of a queue or of a route's entrance; null for all else and what is dynamic. */
  private String endpoint(NamedNode step) {
    String uri = Routes.uri(step);
    if (uri == null) {
      return null;
    }
    String address = resolved(uri).split("\\?", 2)[0].replaceFirst("://", ":");
    int colon = address.indexOf(':');
    String scheme = colon < 0 ? "" : address.substring(0, colon);
    String name = address.substring(colon + 1).replaceFirst("^queue:", "");
    return SCHEMES.contains(scheme) && !name.startsWith("topic:") ? scheme + ":" + name : null;
  }

  private String resolved(String uri) {
    try {
      return placeholders.apply(uri);
    } catch (RuntimeException unknownPlaceholder) {
      return uri;
    }
  }

  private String places(List<RouteDefinition> of, String mention) {
    return of.stream()
        .map(route -> places.place(route.getLocation() == null ? route.getInput() : route, mention))
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  private static String shown(String endpoint) {
    return endpoint.startsWith("jms:") ? "the queue " + endpoint.substring(4) : endpoint;
  }
}
