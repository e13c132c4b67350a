package org.extendrouter.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.event.ClassifyRun.Output;
import org.extendrouter.review.ReviewProperties;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;
import org.extendrouter.routes.RouteFiles;
import org.extendrouter.triage.Branches;
import org.extendrouter.triage.TriageProperties;
import org.extendrouter.triage.TypeSettings;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** What an installation amounts to, type by type. */
final class InForce {

  private static final Pattern BRANCH =
      Pattern.compile(
          "jms:(?:queue:)?" + Pattern.quote(Branches.QUEUE_PREFIX) + "([A-Za-z0-9_-]+)");

  private InForce() {}

  private record Row(String type, String threshold, String route, String mail) {}

  /**
   * A table of types, thresholds, route files and recipients.
   *
   * @param environment the settings
   * @param files the route files
   * @return its lines; none if the settings cannot be bound
   */
  static List<String> of(Environment environment, RouteFiles files) {
    TriageProperties triage;
    BindResult<ReviewProperties> review;
    try {
      triage = Binder.get(environment).bind("extend", TriageProperties.class).get();
      review = Binder.get(environment).bind("extend.review", ReviewProperties.class);
    } catch (BindException told) {
      return List.of();
    }
    Map<String, RouteFile> routes = new LinkedHashMap<>();
    files.inForce().stream()
        .filter(file -> file.role() != Role.ENGINE && file.role() != Role.OVERRIDE)
        .forEach(
            file -> {
              Matcher branch = BRANCH.matcher(file.content());
              while (branch.find()) {
                routes.putIfAbsent(branch.group(1), file);
              }
            });
    TypeSettings types = new TypeSettings(triage);
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("TYPE", "THRESHOLD", "ROUTE", "REVIEW MAIL TO"));
    Stream.concat(
            triage.types().stream().map(TriageProperties.Type::type), routes.keySet().stream())
        .distinct()
        .filter(type -> isNamed(type, triage))
        .forEach(
            type -> {
              String branch = types.branch(type);
              RouteFile route = branch == null ? null : routes.get(branch);
              rows.add(
                  new Row(
                      type,
                      String.valueOf(types.threshold(new Output(null, type, null, null))),
                      route == null ? "none, goes to review" : route.path(),
                      mail(review, types, branch, type)));
            });
    rows.add(
        new Row(
            "(any other)",
            String.valueOf(triage.defaultThreshold()),
            "none, goes to review",
            mail(review, types, null, null)));
    return table(rows);
  }

  /** A branch that settings give to a type is shown with that type. */
  private static boolean isNamed(String type, TriageProperties triage) {
    return triage.types().stream()
        .noneMatch(listed -> type.equals(listed.branch()) && !type.equals(listed.type()));
  }

  private static String mail(
      BindResult<ReviewProperties> review, TypeSettings types, String branch, String type) {
    if (!review.isBound() || !review.get().byEmail()) {
      return "-";
    }
    return String.join(", ", review.get().email().recipients(types, branch, type));
  }

  private static List<String> table(List<Row> rows) {
    String format =
        "%%-%ds  %%-9s  %%-%ds  %%s"
            .formatted(
                rows.stream().mapToInt(row -> row.type().length()).max().orElse(1),
                rows.stream().mapToInt(row -> row.route().length()).max().orElse(1));
    return rows.stream()
        .map(row -> format.formatted(row.type(), row.threshold(), row.route(), row.mail()))
        .toList();
  }
}
