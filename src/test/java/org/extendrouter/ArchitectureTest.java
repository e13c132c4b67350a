package org.extendrouter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The floors of the house: a package uses those below it that it is allowed, and no other. */
@AnalyzeClasses(packages = "org.extendrouter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "org.extendrouter";
  private static final Path LAYOUT = Path.of(".github/CONTRIBUTING.md");
  private static final Path SOURCES = Path.of("src/main/java");
  private static final int MOST_LINES = 900;

  /** What each package uses beside the ground. */
  private static final Map<String, List<String>> USES =
      Map.ofEntries(
          Map.entry("standalone", List.of("routes")),
          Map.entry("application", List.of()),
          Map.entry("event", List.of()),
          Map.entry("runs", List.of("commit", "event", "triage")),
          Map.entry("webhook", List.of()),
          Map.entry("http", List.of("routes", "webhook")),
          Map.entry("fetch", List.of()),
          Map.entry("payload", List.of("event", "fetch", "redelivery")),
          Map.entry("triage", List.of("event", "routes")),
          Map.entry("otherrouters", List.of("connection", "triage")),
          Map.entry("mail", List.of()),
          Map.entry("document", List.of("event", "fetch")),
          Map.entry("ticket", List.of("document", "event", "triage")),
          Map.entry("review", List.of("document", "mail", "ticket", "triage")),
          Map.entry("delivery", List.of()),
          Map.entry("httpclient", List.of()),
          Map.entry("routes", List.of()),
          Map.entry("recipients", List.of("routes")),
          Map.entry("management", List.of()),
          Map.entry("prompt", List.of()),
          Map.entry("embedded", List.of()),
          Map.entry("connection", List.of("embedded", "prompt")),
          Map.entry("redelivery", List.of("commit", "connection", "routes")),
          Map.entry("beside", List.of("redelivery", "routes")),
          Map.entry("givenup", List.of("commit", "redelivery")),
          Map.entry("storage", List.of()),
          Map.entry(
              "damage", List.of("connection", "delivery", "embedded", "redelivery", "storage")),
          Map.entry(
              "broker",
              List.of("connection", "damage", "delivery", "embedded", "redelivery", "storage")),
          Map.entry("jms", List.of("broker", "connection")),
          Map.entry("inbox", List.of("broker", "connection", "routes")),
          Map.entry("taking", List.of("connection", "routes")),
          Map.entry("queues", List.of("broker", "connection", "inbox", "retries", "taking")),
          Map.entry("retries", List.of()),
          Map.entry(
              "external",
              List.of("broker", "connection", "database", "queues", "redelivery", "taking")),
          Map.entry("commit", List.of()),
          Map.entry("logfields", List.of("redelivery", "routes")),
          Map.entry("tracing", List.of("fetch", "redelivery")),
          Map.entry(
              "consumer",
              List.of("commit", "delivery", "logfields", "redelivery", "routes", "tracing")),
          Map.entry("destination", List.of("commit", "queues", "redelivery", "routes")),
          Map.entry(
              "overdue",
              List.of("commit", "destination", "queues", "redelivery", "retries", "routes")),
          Map.entry("metrics", List.of("commit", "decision", "event", "triage")),
          Map.entry("tables", List.of()),
          Map.entry("database", List.of("delivery", "tables")),
          Map.entry("retention", List.of("delivery")),
          Map.entry("ledger", List.of("database", "retention")),
          Map.entry(
              "recording",
              List.of("commit", "destination", "event", "ledger", "redelivery", "routes")),
          Map.entry(
              "reminder",
              List.of(
                  "broker",
                  "connection",
                  "decision",
                  "ledger",
                  "metrics",
                  "openticket",
                  "queues",
                  "review",
                  "triage")),
          Map.entry(
              "story",
              List.of(
                  "connection",
                  "discarded",
                  "ledger",
                  "letters",
                  "queues",
                  "overdue",
                  "taking",
                  "triage")),
          Map.entry(
              "deadletter",
              List.of(
                  "connection",
                  "damage",
                  "discarded",
                  "letters",
                  "queues",
                  "redelivery",
                  "taking")),
          Map.entry("letters", List.of("connection", "prompt", "queues", "redelivery")),
          Map.entry("discarded", List.of()),
          Map.entry(
              "openticket",
              List.of(
                  "connection", "consumer", "event", "prompt", "queues", "retention", "triage")),
          Map.entry("decision", List.of("connection", "openticket", "queues", "triage")),
          Map.entry("desk", List.of("broker", "connection", "decision", "openticket", "tracing")),
          Map.entry(
              "carryout",
              List.of("decision", "event", "openticket", "queues", "redelivery", "triage")),
          Map.entry(
              "page",
              List.of("connection", "decision", "desk", "event", "http", "openticket", "ticket")),
          Map.entry("ticketfile", List.of("decision", "delivery", "triage")),
          Map.entry("folders", List.of("decision", "desk", "openticket", "review", "ticketfile")));

  /** What every package may use. */
  private static final List<String> GROUND = List.of("names", "text", "log", "health", "schedule");

  /** The rooms of {@code check}, which look at all of the others. */
  private static final Map<String, List<String>> CHECK_USES =
      Map.ofEntries(
          Map.entry("fault", List.of()),
          Map.entry("installation", List.of("fault")),
          Map.entry("libraries", List.of("fault")),
          Map.entry("limits", List.of("fault")),
          Map.entry("values", List.of("fault")),
          Map.entry("keys", List.of("fault", "installation", "values")),
          Map.entry("process", List.of("fault", "installation", "keys", "values")),
          Map.entry("certificates", List.of("fault", "installation", "keys", "values")),
          Map.entry("components", List.of("fault", "installation", "keys", "values")),
          Map.entry("directories", List.of("fault", "installation", "keys", "values")),
          Map.entry(
              "settings",
              List.of(
                  "certificates",
                  "components",
                  "directories",
                  "fault",
                  "installation",
                  "keys",
                  "process",
                  "values")),
          Map.entry("sources", List.of("fault", "installation", "keys", "settings")),
          Map.entry("routes", List.of("fault", "installation")),
          Map.entry("schema", List.of("fault", "installation", "routes")),
          Map.entry("trial", List.of("fault", "installation", "routes")),
          Map.entry("wiring", List.of("fault", "routes")),
          Map.entry("steps", List.of("fault", "routes", "wiring")),
          Map.entry("entries", List.of("fault", "routes", "wiring")),
          Map.entry("staff", List.of("routes", "wiring")),
          Map.entry("paths", List.of("routes", "staff", "wiring")),
          Map.entry("queues", List.of("fault", "routes", "staff", "wiring")),
          Map.entry("losses", List.of("fault", "paths", "routes", "staff", "wiring")),
          Map.entry(
              "rules",
              List.of(
                  "entries",
                  "fault",
                  "installation",
                  "losses",
                  "queues",
                  "routes",
                  "steps",
                  "wiring")));

  @ArchTest
  static void eachPackageUsesWhatItIsAllowedAlone(JavaClasses all) {
    USES.forEach((name, uses) -> allowed(name, uses).check(all));
    GROUND.forEach(name -> onTheGround(name).check(all));
  }

  @ArchTest
  static void eachRoomOfTheChecksUsesWhatItIsAllowedAlone(JavaClasses all) {
    CHECK_USES.forEach(
        (name, uses) ->
            noClasses()
                .that()
                .resideInAPackage(ROOT + ".check." + name)
                .should()
                .dependOnClassesThat(
                    in(ROOT + ".check").and(notIn("check." + name, prefixed("check.", uses))))
                .check(all));
  }

  /** {@code failure} says why a start has failed, and may look at all of them. */
  @ArchTest
  static void noRoomOfTheChecksIsForgotten(JavaClasses all) {
    assertThat(all.stream().map(JavaClass::getPackageName))
        .filteredOn(name -> name.startsWith(ROOT + ".check."))
        .map(name -> name.substring((ROOT + ".check.").length()))
        .allMatch(name -> CHECK_USES.containsKey(name) || name.equals("failure"));
  }

  @ArchTest
  static void noPackageIsForgotten(JavaClasses all) {
    Set<String> known =
        Stream.of(USES.keySet(), GROUND, List.of("check"))
            .flatMap(Collection::stream)
            .collect(Collectors.toSet());
    assertThat(all.stream().map(JavaClass::getPackageName).filter(name -> !name.equals(ROOT)))
        .map(name -> name.substring(ROOT.length() + 1).replaceFirst("\\..*", ""))
        .allMatch(known::contains);
  }

  @Test
  void eachPackageIsExplained() throws IOException {
    String layout = Files.readString(LAYOUT);
    assertThat(Stream.of(USES.keySet(), GROUND, List.of("check")).flatMap(Collection::stream))
        .allSatisfy(name -> assertThat(layout).contains("`" + name + "`"));
  }

  @ArchTest
  static final ArchRule nobodyUsesTheChecks =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".check..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".check..");

  @ArchTest
  static final ArchRule noPackageUsesTheRoot =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT);

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("org.extendrouter.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theChecksFormNoCycle =
      slices().matching("org.extendrouter.check.(*)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingStaticChanges = fields().that().areStatic().should().beFinal();

  /** An application may bring another server. */
  @ArchTest
  static final ArchRule tomcatIsAskedForByItsOwnPackageAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".http.connector..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.catalina..", "org.apache.coyote..", "org.apache.tomcat..");

  /** Nobody can tell {@code Letter}, {@code Letters} and {@code LetterList} apart. */
  @ArchTest
  static void noTwoNamesAreSingularAndPlural(JavaClasses all) {
    Set<String> names =
        all.stream()
            .filter(JavaClass::isTopLevelClass)
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toSet());
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(names)
                    .doesNotContain(
                        name + "s",
                        name + "es",
                        name + "List",
                        name.replaceFirst("y$", "") + "ies"));
  }

  @Test
  void noPackageIsTooLargeToRead() throws IOException {
    Map<Path, Long> lines = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (Stream<String> text = Files.lines(file)) {
          lines.merge(SOURCES.relativize(file.getParent()), text.count(), Long::sum);
        }
      }
    }
    assertThat(lines).isNotEmpty().allSatisfy((room, n) -> assertThat(n).isLessThan(MOST_LINES));
  }

  private static ArchRule allowed(String name, List<String> uses) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .dependOnClassesThat(
            in(ROOT).and(notIn(name, Stream.concat(uses.stream(), GROUND.stream()).toList())));
  }

  private static ArchRule onTheGround(String name) {
    return classes()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .onlyDependOnClassesThat(in(ROOT).negate().or(in(ROOT + "." + name)));
  }

  private static DescribedPredicate<JavaClass> in(String packageName) {
    return JavaClass.Predicates.resideInAPackage(packageName + "..");
  }

  private static DescribedPredicate<JavaClass> notIn(String own, List<String> others) {
    return JavaClass.Predicates.resideOutsideOfPackages(
        Stream.concat(Stream.of(own), others.stream())
            .map(name -> ROOT + "." + name + "..")
            .toArray(String[]::new));
  }

  private static List<String> prefixed(String prefix, List<String> names) {
    return names.stream().map(name -> prefix + name).toList();
  }
}
