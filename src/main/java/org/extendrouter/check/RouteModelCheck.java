package org.extendrouter.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.Resource;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;
import org.extendrouter.triage.BranchName;
import org.extendrouter.triage.Branches;

/** Looks at how routes fit together: which queue is sent to, and which route consumes it. */
final class RouteModelCheck {

  /** What waits there, operators replay or discard. */
  private static final String DEAD_LETTERS = "extend.dead-letter";

  private static final String ROUTERS = "extend.";
  private static final String FIRST_ROUTE = "receive";
  private static final Set<String> SCHEMES = Set.of("jms", "direct", "seda");

  private final Map<String, RouteFile> files;
  private final List<RouteDefinition> routes;
  private final List<RouteConfigurationDefinition> configurations;
  private final UnaryOperator<String> placeholders;
  private final Map<String, List<RouteDefinition>> consumers = new LinkedHashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Fault> warnings = new ArrayList<>();

  private static final String INBOX = "jms:extend.inbox";

  private static final Pattern LOSSY =
      Pattern.compile("[?&](transacted=false|asyncConsumer=true|transferException=true)");

  /**
   * The options of Camel by which a message, and the dead letter it becomes, end with the broker.
   */
  private static final Pattern NOT_STORED =
      Pattern.compile("[?&](deliveryPersistent=false|deliveryMode=1)\\b");

  private RouteModelCheck(
      Routes all, Collection<RouteFile> files, UnaryOperator<String> placeholders) {
    this.routes = all.routes();
    this.configurations = all.configurations();
    this.placeholders = placeholders;
    this.files =
        files.stream()
            .collect(
                Collectors.toMap(
                    RouteFile::location, file -> file, (one, same) -> one, LinkedHashMap::new));
  }

  /** Routes as they were read, and what holds for all of them. */
  record Routes(List<RouteDefinition> routes, List<RouteConfigurationDefinition> configurations) {

    static Routes of(CamelContext camel) {
      Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
      return new Routes(
          List.copyOf(model.getRouteDefinitions()),
          List.copyOf(model.getRouteConfigurationDefinitions()));
    }
  }

  /** What was found. */
  record Result(List<Fault> faults, List<Fault> warnings) {}

  /**
   * Checks how routes fit together.
   *
   * @param routes the routes
   * @param files the files they come from; routes of other sources are looked at, too
   * @param placeholders fills in {@code {{...}}}
   * @param embedded whether the broker is the router's own, so that nobody else consumes its queues
   * @return faults, and what may be right with a broker that others use, too
   */
  static Result of(
      Routes routes,
      Collection<RouteFile> files,
      UnaryOperator<String> placeholders,
      boolean embedded) {
    RouteModelCheck check = new RouteModelCheck(routes, files, placeholders);
    check.findConsumers();
    check.findTwins();
    check.findLossyConsumers();
    check.findLossySenders();
    check.findHandlersOfAll();
    check.findLoops();
    check.lookAtTypes();
    check.findDeadEnds(embedded);
    return new Result(List.copyOf(check.faults), List.copyOf(check.warnings));
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
        (source, twins) -> {
          if (twins.size() > 1 && !source.startsWith("seda:")) {
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
              Matcher option = LOSSY.matcher(route.getInput().getEndpointUri());
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
      uris(route.getOutputs())
          .filter(uri -> uri.startsWith("jms:"))
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

  /** What such a handler takes as handled is no failure any more, the router's own included. */
  private void findHandlersOfAll() {
    for (RouteConfigurationDefinition common : configurations) {
      if (!common.hasCustomIdAssigned()) {
        RouteFile file =
            common.getResource() == null ? null : files.get(common.getResource().getLocation());
        faults.add(
            new Fault(
                file == null ? "a routeConfiguration" : path(file),
                "a routeConfiguration without an id holds for the router's own routes, too",
                "give it an id, and name it in your routes: routeConfigurationId"));
      }
    }
  }

  /** A run that comes back to the inbox goes round for ever. */
  private void findLoops() {
    for (RouteDefinition route : routes) {
      if (!FIRST_ROUTE.equals(route.getRouteId())
          && targets(route.getOutputs()).anyMatch(INBOX::equals)) {
        faults.add(
            new Fault(
                places(List.of(route), INBOX),
                "sends to the queue extend.inbox, so that its runs come back to it for ever",
                "send to a queue of your own"));
      }
    }
  }

  private void lookAtTypes() {
    for (RouteFile file : files.values()) {
      if (file.role() != Role.TYPE) {
        continue;
      }
      List<String> sources =
          routes.stream()
              .filter(route -> file.equals(file(route)))
              .map(route -> endpoint(route.getInput()))
              .filter(Objects::nonNull)
              .toList();
      List<String> branches =
          sources.stream()
              .filter(source -> source.startsWith("jms:" + Branches.QUEUE_PREFIX))
              .toList();
      if (branches.size() == 1) {
        lookAtBranch(file, branches.get(0));
        continue;
      }
      String expected = "jms:" + Branches.QUEUE_PREFIX + name(file);
      String fix =
          branches.size() > 1
              ? "give each type a file of its own"
              : sources.stream()
                  .filter(source -> Spelling.closest(source, List.of(expected)).isPresent())
                  .findFirst()
                  .map(source -> "%s: did you mean %s?".formatted(source, expected))
                  .orElse(
                      "write a route from %s, or move the file out of types/".formatted(expected));
      faults.add(
          new Fault(
              path(file) + (sources.isEmpty() ? "" : line(file, sources.get(sources.size() - 1))),
              "has %s from jms:%s<type>"
                  .formatted(
                      branches.isEmpty() ? "no route" : branches.size() + " routes",
                      Branches.QUEUE_PREFIX),
              fix));
    }
  }

  private void lookAtBranch(RouteFile file, String source) {
    String branch = source.substring(("jms:" + Branches.QUEUE_PREFIX).length());
    if (!BranchName.isPlain(branch)) {
      faults.add(
          new Fault(
              path(file) + line(file, source),
              "\"%s\" is not the name of one branch".formatted(branch),
              "write the branch of one type, of letters, digits, _ and -"));
    }
  }

  private void findDeadEnds(boolean embedded) {
    Map<String, List<RouteDefinition>> senders = new LinkedHashMap<>();
    for (RouteDefinition route : routes) {
      targets(route.getOutputs())
          .forEach(to -> senders.computeIfAbsent(to, x -> new ArrayList<>()).add(route));
    }
    for (RouteConfigurationDefinition common : configurations) {
      common
          .getOnExceptions()
          .forEach(
              handler ->
                  targets(handler.getOutputs())
                      .forEach(to -> senders.computeIfAbsent(to, x -> new ArrayList<>())));
    }
    Set<String> polled =
        routes.stream()
            .flatMap(route -> all(route.getOutputs(), PollEnrichDefinition.class))
            .map(poll -> String.valueOf(poll.getExpression()))
            .collect(Collectors.toSet());
    senders.forEach(
        (target, from) -> {
          String queue = target.substring(target.indexOf(':') + 1);
          if (consumers.containsKey(target)
              || queue.startsWith(DEAD_LETTERS)
              || polled.stream().anyMatch(poll -> poll.contains(queue))) {
            return;
          }
          Set<String> others = new TreeSet<>(consumers.keySet());
          Fault fault =
              new Fault(
                  places(from, queue),
                  "sends to %s, which no route consumes".formatted(shown(target)),
                  Spelling.closest(target, others)
                      .map(near -> "did you mean %s?".formatted(near))
                      .orElse("add a route from it, or send elsewhere"));
          boolean sure = embedded || queue.startsWith(ROUTERS) || !target.startsWith("jms:");
          (sure ? faults : warnings).add(fault);
        });
  }

  private Stream<String> targets(List<ProcessorDefinition<?>> outputs) {
    return uris(outputs).map(this::endpoint).filter(Objects::nonNull).distinct();
  }

  private Stream<String> uris(List<ProcessorDefinition<?>> outputs) {
    return Stream.concat(
            endpoints(outputs).map(EndpointRequiredDefinition::getEndpointUri),
            // A wire tap is one, too; many are written without anything dynamic in them.
            all(outputs, ToDynamicDefinition.class).map(ToDynamicDefinition::getUri))
        .filter(Objects::nonNull);
  }

  /** The steps that name an endpoint, those within other steps included. */
  static Stream<EndpointRequiredDefinition> endpoints(List<ProcessorDefinition<?>> outputs) {
    return all(outputs, ProcessorDefinition.class)
        .filter(EndpointRequiredDefinition.class::isInstance)
        .map(EndpointRequiredDefinition.class::cast);
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static <T> Stream<T> all(List<ProcessorDefinition<?>> outputs, Class<T> type) {
    return ProcessorDefinitionHelper.filterTypeInOutputs((List) outputs, (Class) type).stream();
  }

  /** Scheme and name of a queue or of a route's entrance; null for all else and what is dynamic. */
  private String endpoint(EndpointRequiredDefinition step) {
    return endpoint(step == null ? null : step.getEndpointUri());
  }

  private String endpoint(String uri) {
    if (uri == null || uri.contains("${")) {
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

  private RouteFile file(RouteDefinition route) {
    Resource resource = route.getResource();
    return resource == null ? null : files.get(resource.getLocation());
  }

  private String places(List<RouteDefinition> of, String mention) {
    String places =
        of.stream()
            .distinct()
            .map(
                route -> {
                  RouteFile file = file(route);
                  return file == null
                      ? "route " + route.getRouteId()
                      : path(file) + line(file, mention);
                })
            .distinct()
            .collect(Collectors.joining(" and "));
    return places.isEmpty() ? "dead-letter.camel.yaml" : places;
  }

  private static String shown(String endpoint) {
    return endpoint.startsWith("jms:") ? "the queue " + endpoint.substring(4) : endpoint;
  }

  /** The type that a file's name promises. */
  private static String name(RouteFile file) {
    return file.name().replace(".camel.yaml", "");
  }

  static String path(RouteFile file) {
    return file.role() == Role.ENGINE
        ? file.path()
        : Path.of(file.path()).toAbsolutePath().normalize().toString();
  }

  /** The first line that mentions it, in words to put behind a path. */
  static String line(RouteFile file, String mention) {
    List<String> lines = file.content().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(mention)) {
        return " line " + (i + 1);
      }
    }
    return "";
  }
}
