package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.ConnectionFactory;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.connection.ConnectionConfiguration;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.FileSystemUtils;

/** An application of somebody else's, built against the library jar and run as a process. */
class LibraryIT {

  private static final Path SOURCES = Path.of("src/it/library");
  private static final Path TESTS_OF_AN_APPLICATION =
      Path.of("src/test/java/org/extendrouter/endtoend/TestsOfAnApplicationIT.java");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path home;

  private static final List<Process> PROCESSES = new ArrayList<>();

  private static String classPath;

  private static Application on;
  private static Application off;
  private static Process mistaken;
  private static Process older;

  /** All start at once, since each waits at times. */
  @BeforeAll
  static void start() throws IOException {
    build();
    on = new Application("library");
    // As any application with this Artemis on Java 24 and later; the router has it among its
    // defaults.
    off =
        new Application(
            "off", "--extend.enabled=false", "--logging.level.org.apache.activemq.audit=off");
    mistaken =
        launch(
            "mistake",
            classPath,
            "--server.port=0",
            "--extend.webhok.path=/hooks",
            "--orders.webhok=1");
    older = launch("older", olderArtemis() + File.pathSeparator + classPath, "--server.port=0");
  }

  @AfterAll
  static void stop() {
    PROCESSES.forEach(process -> process.destroyForcibly().onExit().join());
  }

  private static void build() throws IOException {
    Path classes = Files.createDirectory(home.resolve("classes"));
    String libraries = library() + File.pathSeparator + dependencies();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(SOURCES.resolve("java"))) {
      List<Path> java = sources.filter(path -> path.toString().endsWith(".java")).toList();
      List<String> options =
          List.of("-d", classes.toString(), "-classpath", libraries, "-parameters", "-proc:none");
      assertThat(
              compiler
                  .getTask(
                      null, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                  .call())
          .as("compiles against the library")
          .isTrue();
    }
    FileSystemUtils.copyRecursively(SOURCES.resolve("resources"), classes);
    classPath = classes + File.pathSeparator + libraries;
  }

  private static Path library() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("target"))) {
      List<Path> found =
          jars.filter(jar -> jar.getFileName().toString().matches("extend-camel-router-.+\\.jar"))
              .toList();
      assertThat(found).as("the library, which mvn package builds").hasSize(1);
      return found.get(0).toAbsolutePath();
    }
  }

  /** The test's own, without the classes of this project and what an application has not got. */
  private static String dependencies() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar") && !entry.contains("extend-camel-router"))
        .filter(entry -> !entry.contains("HikariCP") && !entry.contains("opentelemetry"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void anApplicationGetsRunsInARouteOfItsOwnAndStaysAsItIs() throws Exception {
    Application application = on.started();
    Extend extend = new Extend(application.port);
    Extend.Event invoice = Extend.fresh("01-invoice-accepted");
    assertThat(extend.post(invoice.body()).statusCode()).isEqualTo(200);
    Extend.Event receipt = Extend.fresh("03-receipt-accepted");
    assertThat(extend.post(receipt.body()).statusCode()).isEqualTo(200);
    Extend.Event unsure = Extend.fresh("02-invoice-below-own-threshold");
    assertThat(extend.post(unsure.body()).statusCode()).isEqualTo(200);

    await()
        .untilAsserted(
            () -> {
              JsonNode state = application.state();
              assertThat(texts(state, "incoming"))
                  .singleElement()
                  .asString()
                  .matches("clr_\\w+ invoice 0\\.\\d+");
              assertThat(application.log()).contains("gave up event=" + receipt.id());
              assertThat(application.review()).contains(unsure.id());
            });

    JsonNode state = application.state();
    assertThat(state.path("context_name").asText()).isEqualTo("orders");
    assertThat(texts(state, "handled"))
        .as("by what holds for all of the application's routes")
        .containsExactlyInAnyOrder("failing: the application's own failure", "skipping: skipped");
    assertThat(texts(state, "seen"))
        .as("by its own names and settings")
        .containsExactlyInAnyOrder(
            "the application's own", "not sent", "{\"order_number\":\"A-1\"}");
    assertThat(texts(state, "route_ids"))
        .contains("failing", "skipping", "incoming", "invoices", "accept-receipt")
        .contains("triage", "review", "dead-letter")
        .contains("extend-receive", "extend-triage", "extend-dead-letter");
    assertThat(texts(state, "own_queues"))
        .contains("orders.incoming")
        .noneMatch(queue -> queue.startsWith("extend."));
    assertThat(texts(state, "endpoints"))
        .contains("extend-jms://extend.accept.invoice", "jms://orders.incoming")
        .noneMatch(uri -> uri.startsWith("jms://extend") || uri.startsWith("file:"));
    assertThat(state.at("/beans_of_types/ConnectionFactory").asInt()).isEqualTo(1);
    assertThat(state.at("/beans_of_types/DataSource").asInt()).isZero();
    await().until(() -> application.get("/actuator/runs").contains(unsure.id()));
    assertThat(application.get("/actuator/review-summary")).contains("\"invoice\"");
    assertThat(application.get("/actuator/health"))
        .contains("\"extendQueues\"", "\"extendBroker\"", "\"extendDestinations\"")
        .contains("{\"broker\":\"the application's own\"}")
        .doesNotContain("DOWN");
    assertThat(texts(state, "early"))
        .as("readiness when the port was open and no route ran yet")
        .singleElement()
        .asString()
        .contains("OUT_OF_SERVICE", "starting");
    assertThat(application.get("/actuator/health/extendReadiness")).contains("\"UP\"");
    await()
        .untilAsserted(
            () ->
                assertThat(application.get("/actuator/health/extendOperator"))
                    .contains("ATTENTION", "messages given up: 1"));
    assertThat(application.get("/actuator/health/readiness"))
        .as("a group of the application's own")
        .contains("{\"broker\":\"the application's own\"}")
        .doesNotContain("extend");
    assertThat(application.get("/actuator/deadletters")).contains(receipt.id());
    assertThat(application.log()).doesNotContain("AMQ60", "\tat ");
  }

  @Test
  void theBrokerMayBeAnotherThanTheApplications() throws Exception {
    int port = Ports.free();
    Path directory = Files.createDirectory(home.resolve("broker"));
    try (ExternalBroker broker = ExternalBroker.in(directory, port, ExternalBroker.settings())) {
      broker.start();
      new ApplicationContextRunner()
          .withUserConfiguration(ConnectionConfiguration.class, ScheduleConfiguration.class)
          .withPropertyValues(
              "extend.broker.embedded=false",
              "extend.broker.directory=unused",
              "extend.broker.url=tcp://localhost:" + port,
              "spring.artemis.broker-url=tcp://localhost:1")
          .run(
              started -> {
                BrokerConnection connection = started.getBean(BrokerConnection.class);
                connection.factory().createConnection().close();
                assertThat(connection.embedded()).isEmpty();
                assertThat(started).doesNotHaveBean(ConnectionFactory.class);
              });
    }
  }

  @Test
  void theDocumentationShowsThisApplication() throws IOException {
    String application =
        Files.readString(SOURCES.resolve("java/com/example/orders/InvoiceRoute.java"))
            + Files.readString(SOURCES.resolve("resources/application.yaml"))
            + Files.readString(TESTS_OF_AN_APPLICATION);
    List<String> shown =
        Pattern.compile("```(?:java|yaml)\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("src/docs/library.md")))
            .results()
            .map(snippet -> snippet.group(1))
            .toList();

    assertThat(shown).hasSize(3).allSatisfy(snippet -> assertThat(application).contains(snippet));
  }

  @Test
  void aMistakeInItsSettingsStopsTheApplicationAndNoOtherDoes() throws Exception {
    assertThat(mistaken.waitFor(PackagedRouter.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("ended by itself")
        .isTrue();
    assertThat(mistaken.exitValue()).isNotZero();
    assertThat(log("mistake"))
        .contains("extend.webhok.path", "did you mean extend.webhook?")
        .doesNotContain("orders.webhok", "--check");
  }

  /** What Spring Boot 3.5 brings to an application that does not say. */
  @Test
  void anArtemisThatIsTooOldStopsTheApplicationBeforeItsBroker() throws Exception {
    assertThat(older.waitFor(PackagedRouter.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("ended by itself")
        .isTrue();
    assertThat(older.exitValue()).isNotZero();
    assertThat(log("older"))
        .contains("artemis-server 2.40.0 is on the class path", "set <artemis.version>")
        .doesNotContain("\tat ", "NoSuchMethodError");
    assertThat(home.resolve("older/data")).doesNotExist();
  }

  private static Path olderArtemis() throws IOException {
    Path jar = home.resolve("older-artemis");
    Path pom = jar.resolve("META-INF/maven/org.apache.activemq/artemis-server/pom.properties");
    Files.createDirectories(pom.getParent());
    Files.writeString(pom, "version=2.40.0\n");
    return jar;
  }

  @Test
  void turnedOffItLeavesNothing() throws Exception {
    Application application = off.started();
    await().until(() -> texts(application.state(), "seen").size() == 3);
    JsonNode state = application.state();
    assertThat(texts(state, "router_beans")).isEmpty();
    assertThat(texts(state, "router_settings")).isEmpty();
    assertThat(application.get("/actuator/health")).doesNotContain("extend");
    assertThat(application.log()).doesNotContain("extendrouter");
    assertThat(texts(state, "route_ids"))
        .containsExactly(
            "dead-letter", "failing", "incoming", "json", "review", "skipping", "triage");
    assertThat(new Extend(application.port).post(Extend.sample("01-invoice-accepted")).statusCode())
        .isEqualTo(404);
    assertThat(application.data()).doesNotExist();
  }

  private static List<String> texts(JsonNode state, String name) {
    List<String> texts = new ArrayList<>();
    state.path(name).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Process launch(String name, String classPath, String... arguments)
      throws IOException {
    Path directory = Files.createDirectory(home.resolve(name));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    // It takes a fifth of the time of a start.
    command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"));
    // Its digits are not those of a time in ISO 8601.
    command.addAll(List.of("-Duser.language=ar", "-Duser.country=EG"));
    command.addAll(List.of("-cp", classPath, "com.example.orders.OrdersApplication"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log.txt").toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("EXTEND_"));
    builder.environment().put("EXTEND_SIGNING_SECRETS", Extend.SECRET);
    Process process = builder.start();
    PROCESSES.add(process);
    return process;
  }

  private static String log(String name) throws IOException {
    return Files.readString(home.resolve(name).resolve("log.txt"));
  }

  private static final class Application {

    private final int port = Ports.free();
    private final String name;
    private final Process process;

    Application(String name, String... arguments) throws IOException {
      this.name = name;
      List<String> all = new ArrayList<>(List.of(arguments));
      all.add("--server.port=" + port);
      process = launch(name, classPath, all.toArray(String[]::new));
    }

    Application started() {
      await()
          .atMost(PackagedRouter.PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                assertThat(process.isAlive()).as("running; its log:%n%s", log()).isTrue();
                return log().contains("Started OrdersApplication");
              });
      return this;
    }

    String log() throws IOException {
      return LibraryIT.log(name);
    }

    Path data() {
      return home.resolve(name).resolve("data");
    }

    String review() throws IOException {
      Path review = data().resolve("review");
      if (!Files.isDirectory(review)) {
        return "";
      }
      try (Stream<Path> files = Files.list(review)) {
        return files.map(Path::toString).collect(Collectors.joining(" "));
      }
    }

    JsonNode state() throws Exception {
      return new ObjectMapper().readTree(get("/state"));
    }

    String get(String path) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .timeout(Duration.ofSeconds(60))
              .build();
      return CLIENT.send(request, BodyHandlers.ofString()).body();
    }
  }
}
