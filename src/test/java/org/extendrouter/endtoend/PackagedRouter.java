package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.testrun.Ports;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged router as a process of its own, in a directory with the shipped settings. It may be
 * ended and started again on the same data; all its lives write to one log.
 */
final class PackagedRouter implements AutoCloseable {

  /** SIGTERM's exit status: 128 and the signal's number. */
  static final int TERMINATED = 143;

  /** How long a process may take to start on a machine that is busy. */
  static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final int LOG_TAIL = 40;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Path home;
  private final Path directory;
  private final List<String> command = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final int port = Ports.free();
  private final int managementPort = Ports.free();
  private Process process;

  /**
   * The distribution as it was packed, which starts sooner than the jar; the tests start it often.
   * A class that does has the extension {@link Distribution}.
   *
   * @param home where it has its settings, and writes
   * @param settings what differs from those that are shipped
   */
  PackagedRouter(Path home, String... settings) throws IOException {
    this(home, home);
    Files.copy(Path.of("application.yaml"), home.resolve("application.yaml"));
    FileSystemUtils.copyRecursively(RunningRouter.TYPES, home.resolve("routes/types"));
    command.add(Distribution.script().toString());
    for (String setting : settings) {
      command.add("--" + setting);
    }
    environment.put("EXTEND_HOME", home.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  /** The runnable jar in a home that is there, as Java starts it. */
  static PackagedRouter jar(Path home) {
    Path jar = Distribution.TARGET.resolve("extend-camel-router.jar");
    assertThat(jar).as("the packaged jar, which mvn package builds").exists();
    PackagedRouter router = new PackagedRouter(home, home);
    router.command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            jar.toString()));
    return router;
  }

  private PackagedRouter(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
    environment.put("EXTEND_PREPARE_SECONDS", "" + Distribution.PATIENCE.toSeconds());
  }

  /**
   * The unpacked distribution, with its settings as they are.
   *
   * @param home where it is unpacked
   * @param directory the working directory; the log is there
   * @param command what starts it
   */
  static PackagedRouter installed(Path home, Path directory, List<String> command) {
    PackagedRouter router = new PackagedRouter(home, directory);
    router.command.addAll(command);
    return router;
  }

  /** Sets a variable of the environment for the starts from now on. */
  PackagedRouter with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** One that sends review mail too, to a server on this port. */
  static PackagedRouter withReviewMail(Path home, int mailPort) throws IOException {
    return new PackagedRouter(
        home,
        "extend.review.channels=file,email",
        "extend.review.email.from=router@example.com",
        "extend.review.email.to=reviews@example.com",
        "extend.review.email.smtp.port=" + mailPort);
  }

  /** Begins to start the router, and does not wait until it has. */
  void launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("EXTEND_"));
    builder.environment().put("EXTEND_SIGNING_SECRETS", Extend.SECRET);
    builder.environment().put("SERVER_PORT", "" + port);
    builder.environment().put("MANAGEMENT_SERVER_PORT", "" + managementPort);
    builder.environment().putAll(environment);
    process = builder.start();
  }

  /**
   * Runs the router once more, beside the one that may be running, until it ends by itself; the
   * time limit of the test ends it otherwise.
   *
   * @return what became of it
   */
  Ended runToEnd(String... arguments) throws Exception {
    Path output = Files.createTempFile(home, "output", ".txt");
    return end(begin(output, arguments), output, Distribution.PATIENCE);
  }

  /**
   * Runs the router once more, and sends SIGTERM as soon as it says something.
   *
   * @return what became of it
   */
  Ended terminateWhileItStarts(Duration atMost, String... arguments) throws Exception {
    Path output = Files.createTempFile(home, "output", ".txt");
    Process once = begin(output, arguments);
    await().until(() -> Files.size(output) > 0);
    once.destroy();
    return end(once, output, atMost);
  }

  private Process begin(Path output, String... arguments) throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("EXTEND_"));
    builder.environment().put("SERVER_PORT", "" + Ports.free());
    builder.environment().put("MANAGEMENT_SERVER_PORT", "" + Ports.free());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Ended end(Process once, Path output, Duration atMost) throws Exception {
    boolean ended;
    try {
      ended = once.waitFor(atMost.toSeconds(), TimeUnit.SECONDS);
    } finally {
      once.destroyForcibly().onExit().join();
    }
    assertThat(ended).as("ended within %s", atMost).isTrue();
    return new Ended(once.exitValue(), Files.readString(output));
  }

  /**
   * What became of a process.
   *
   * @param status its exit status
   * @param output all that it wrote
   */
  record Ended(int status, String output) {}

  void awaitUp() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              assertThat(process.isAlive()).as("running; the log ends%n%s", logTail()).isTrue();
              return isHealthy();
            });
  }

  /** Starts the router, and leaves no process behind if that fails. */
  PackagedRouter start() throws IOException {
    launch();
    boolean up = false;
    try {
      awaitUp();
      up = true;
    } finally {
      if (!up) {
        kill();
      }
    }
    return this;
  }

  private boolean isHealthy() throws InterruptedException {
    URI health = URI.create("http://localhost:" + managementPort + "/actuator/health");
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notUpYet) {
      return false;
    }
  }

  /** What the management port answers, below {@code /actuator}. */
  String actuator(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://localhost:" + managementPort + "/actuator" + path);
    return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
  }

  /** Lets the router run on; fails if it ends by itself meanwhile. */
  void runFor(Duration time) throws InterruptedException {
    assertThat(process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS))
        .as("ended by itself; the log ends%n%s", logTail())
        .isFalse();
  }

  /** Ends the process with SIGKILL: nothing in it runs any more. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks the process to end with SIGTERM, as service managers do, and does not wait. */
  Process terminate() {
    process.destroy();
    return process;
  }

  Extend extend() {
    return new Extend(port);
  }

  int managementPort() {
    return managementPort;
  }

  Path data() {
    return home.resolve("data");
  }

  Path log() {
    return directory.resolve("router.log");
  }

  String logTail() {
    try (Stream<String> lines = Files.lines(log())) {
      List<String> all = lines.toList();
      return all.stream()
          .skip(Math.max(0, all.size() - LOG_TAIL))
          .collect(Collectors.joining(System.lineSeparator()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines of the log hold this text. */
  long count(String text) {
    try (Stream<String> lines = Files.lines(log())) {
      return lines.filter(line -> line.contains(text)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
