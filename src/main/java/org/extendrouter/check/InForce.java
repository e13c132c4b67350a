package org.extendrouter.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.event.ClassifyRun.Output;
import org.extendrouter.review.ReviewProperties;
import org.extendrouter.review.ReviewProperties.Recipients;
import org.extendrouter.triage.TriageProperties;
import org.extendrouter.triage.TypeSettings;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** What an installation amounts to, type by type. */
final class InForce {

  private static final String NO_ROUTE = "none, goes to review";

  private InForce() {}

  private record Row(String type, String threshold, String route, String mail) {}

  /**
   * Whether it can be said. A value may wait for a variable that is not set here.
   *
   * @param environment the settings
   * @return false if they cannot be bound
   */
  static boolean isKnown(Environment environment) {
    try {
      Binder.get(environment).bindOrCreate("extend", TriageProperties.class);
      Binder.get(environment).bindOrCreate("extend.review", ReviewProperties.class);
      return true;
    } catch (BindException e) {
      return false;
    }
  }

  /**
   * A table of types, thresholds, route files and recipients.
   *
   * @param environment the settings, which can be bound
   * @param routes the file of each branch
   * @return its lines
   */
  static List<String> of(Environment environment, Map<String, String> routes) {
    TriageProperties triage =
        Binder.get(environment).bindOrCreate("extend", TriageProperties.class);
    ReviewProperties review =
        Binder.get(environment).bindOrCreate("extend.review", ReviewProperties.class);
    TypeSettings types = new TypeSettings(triage);
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("TYPE", "THRESHOLD", "ROUTE", "REVIEW MAIL TO"));
    Stream.of(
            triage.types().stream().map(TriageProperties.Type::type),
            routes.keySet().stream(),
            review.email().recipients().stream().map(Recipients::type))
        .flatMap(names -> names)
        .distinct()
        .filter(type -> isNamed(type, triage))
        .forEach(
            type -> {
              String branch = types.branch(type);
              rows.add(
                  new Row(
                      type,
                      types.threshold(new Output(null, type, null, null)).toPlainString(),
                      routes.getOrDefault(branch, NO_ROUTE),
                      mail(review, review.email().recipients(types, branch, type))));
            });
    rows.add(
        new Row(
            "(any other)",
            triage.defaultThreshold().toPlainString(),
            NO_ROUTE,
            mail(review, review.email().to())));
    if (review.byEmail()) {
      rows.add(
          new Row(
              "(failed for the account or its set-up)",
              "-",
              NO_ROUTE,
              mail(review, review.email().operatorsOrDefault())));
    }
    return table(rows);
  }

  /** A branch that settings give to a type is shown with that type. */
  private static boolean isNamed(String type, TriageProperties triage) {
    return triage.types().stream()
        .noneMatch(listed -> type.equals(listed.branch()) && !type.equals(listed.type()));
  }

  private static String mail(ReviewProperties review, List<String> addresses) {
    return review.byEmail() ? String.join(", ", addresses) : "-";
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
