package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.documentation.Page;
import org.extendrouter.endtoend.Extend.Event;
import org.extendrouter.endtoend.PackagedRouter.Ended;
import org.extendrouter.testrun.Ports;
import org.extendrouter.testrun.SmallDisk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archives that mvn package makes, installed and used as their documentation says. The first
 * start comes first, and leaves a class-data archive to the rest.
 */
@TestMethodOrder(OrderAnnotation.class)
class DistributionIT {

  private static final int NOBODY = 65534;

  /** Ends the JVM once it has told which options it has. */
  private static final String TELL_OPTIONS = "-XX:+PrintCommandLineFlags -version";

  /** Less than Java reserves for a heap of its own choice on most machines. */
  private static final List<String> LIMITED_MEMORY =
      List.of("sh", "-c", "ulimit -v 3000000 && exec \"$0\" \"$@\"");

  private static final String CLASS_DATA = "classes-\\d+-\\d+-\\d+-\\d+";

  /** A program of the archive, as a page names it. */
  private static final Pattern PROGRAM = Pattern.compile("(?<=[\\s`])(bin|demo)/[\\w./-]+");

  @TempDir static Path unpacked;
  @TempDir Path directory;

  private static Path archive;
  private static Path installation;

  private PackagedRouter router;

  @BeforeAll
  static void unpack() throws Exception {
    Tools.require("tar");
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      archive =
          files
              .filter(file -> file.getFileName().toString().matches("extend-.*\\.tar\\.gz"))
              .findFirst()
              .orElseThrow();
    }
    assertThat(run(List.of("tar", "xzf", archive.toAbsolutePath().toString()), unpacked)).isEmpty();
    try (Stream<Path> directories = Files.list(unpacked)) {
      installation = directories.toList().get(0);
    }
    assertThat(archive).hasFileName(installation.getFileName() + ".tar.gz");
  }

  @BeforeEach
  void install() {
    router = installed(List.of());
  }

  private PackagedRouter installed(List<String> before) {
    List<String> command = new ArrayList<>(before);
    command.add(installation.resolve("bin/extend-camel-router").toString());
    return PackagedRouter.installed(installation, directory, command)
        .with("JAVA_HOME", System.getProperty("java.home"));
  }

  @Test
  @Order(1)
  @Timeout(value = 16, unit = TimeUnit.MINUTES)
  void preparesWhereLeftoversCannotBeRemovedAndLeavesAloneWhatIsNotItsOwn() throws Exception {
    Path cache = Files.createDirectory(installation.resolve("cache"));
    Path leftover = Files.createDirectory(cache.resolve(".making-AbCdEf"));
    Path theirs = Files.createDirectory(cache.resolve("classes-1-2"));
    for (Path old : List.of(Files.createFile(leftover.resolve("log")), leftover, theirs, cache)) {
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(99))));
    }
    open(directory);
    open(unpacked);
    open(cache);
    router = installed(asNobody()).with("JAVA_OPTS", "-version");

    Ended start = router.runToEnd();

    assertThat(start.output()).contains("prepares for", "version \"").doesNotContain("could not");
    assertThat(start.status()).isZero();
    assertThat(theirs).exists();
    assertThat(classData()).hasSize(1);
  }

  @Test
  void startsWithoutClassDataWherePreparingTakesTooLong() throws Exception {
    Path cache = directory.resolve("cache");
    router =
        installed(List.of())
            .with("JAVA_OPTS", "-version")
            .with("EXTEND_CACHE_DIR", cache.toString())
            .with("EXTEND_PREPARE_SECONDS", "0.1");

    Ended start = router.runToEnd();

    assertThat(start.output()).contains("could not prepare", "version \"");
    assertThat(start.status()).isZero();
    assertThat(cache)
        .isDirectoryContaining(
            file ->
                file.toString().endsWith(".failed")
                    && contentOf(file.toFile()).contains("set EXTEND_PREPARE_SECONDS"));
  }

  @Test
  @Order(2)
  void startsFromAnyDirectoryWithTheSecretAloneAndEndsWithTheSignalForJava() throws Exception {
    router.start();

    deliversAnInvoice(installation.resolve("data"));
    assertThat(healthOfTheContainer(router.managementPort())).isZero();
    Process process = router.terminate();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended").isTrue();

    assertThat(process.exitValue()).isEqualTo(PackagedRouter.TERMINATED);
    assertThat(router.count("Started ExtendCamelRouter")).isEqualTo(1);
    assertThat(files(directory)).containsExactly("router.log");
    assertThat(router.count("prepares for")).isZero();
    assertThat(classData()).hasSize(1);
    Ended prepared = router.runToEnd("--prepare");
    assertThat(prepared.status()).isZero();
    assertThat(prepared.output()).isEmpty();
  }

  @Test
  @Order(3)
  void takesItsHomeAndArgumentsWithTheClassDataThatTheFirstStartMade() throws Exception {
    Path types = Files.createDirectories(directory.resolve("ours/routes/types"));
    Files.copy(
        installation.resolve("routes/types/receipt.camel.yaml"),
        types.resolve("receipt.camel.yaml"));
    Path home = directory.resolve("ours");
    Files.createDirectories(directory.resolve("others/ours"));
    Files.writeString(home.resolve("application.yaml"), "extend.default-threshold: 0.51\n");
    Path link = directory.resolve("router");
    Files.createSymbolicLink(link, installation.resolve("bin/extend-camel-router"));
    router =
        PackagedRouter.installed(home, directory, List.of(link.toString()))
            .with("EXTEND_HOME", "ours")
            .with("CDPATH", directory.resolve("others").toString())
            .with("JAVA_OPTS", "-Xlog:class+load");

    Ended check = router.runToEnd("--check", "--extend.types[0].type=two words");

    assertThat(check.output())
        .containsPattern("(?m)^receipt +0\\.51 +routes/types/receipt")
        .containsPattern("(?m)^two words +0\\.51 +none")
        .doesNotContain("routes/types/invoice")
        .containsPattern("org\\.extendrouter\\.ExtendCamelRouter source: shared objects file");
    assertThat(check.status()).isZero();
  }

  @Test
  @Order(4)
  void startsAsAServiceDoesWithoutRightsToItsDirectoryAndWithDamagedClassData() throws Exception {
    List<String> asNobody = new ArrayList<>(asNobody());
    // As systemd hands over a credential.
    asNobody.addAll(List.of("env", "-u", "EXTEND_SIGNING_SECRETS"));
    Path credentials = Files.createDirectory(directory.resolve("credentials"));
    Files.writeString(credentials.resolve("EXTEND_SIGNING_SECRETS"), Extend.SECRET);
    Path data = Files.createDirectory(directory.resolve("of-nobody"));
    open(directory);
    open(data);
    open(unpacked);
    for (Path whole : classData()) {
      byte[] bytes = Files.readAllBytes(whole);
      Files.delete(whole);
      Files.write(whole, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    }
    assertThat(run(List.of("chmod", "-R", "a+rX,a-w", installation.toString()), unpacked))
        .isEmpty();
    router =
        installed(asNobody)
            .with("EXTEND_DATA_DIR", data.toString())
            .with("SPRING_CONFIG_IMPORT", "configtree:" + credentials + "/");
    try (PackagedRouter running = router.start()) {
      deliversAnInvoice(data);
      assertThat(running.count("prepares for")).isZero();
    } finally {
      run(List.of("chmod", "-R", "u+w", installation.toString()), unpacked);
    }
  }

  @Test
  @Order(5)
  void preparesForNoStartWhereThereIsNone() throws Exception {
    Path cache = directory.resolve("cache");
    router.with("EXTEND_CACHE_DIR", cache.toString()).with("JAVA_OPTS", "-version");

    assertThat(router.runToEnd("--check").status()).isZero();

    assertThat(cache).doesNotExist();
  }

  @Test
  @Order(5)
  void startsWithAFullDisk() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "1m")) {
      disk.fillExcept(0);
      router.with("EXTEND_CACHE_DIR", disk.root().toString()).with("JAVA_OPTS", "-version");

      Ended first = router.runToEnd();
      Ended second = router.runToEnd();
      Ended prepare = router.runToEnd("--prepare");

      assertThat(first.output()).contains("could not prepare", "version \"");
      assertThat(first.status()).isZero();
      assertThat(second.output()).startsWith("openjdk version");
      assertThat(second.status()).isZero();
      assertThat(prepare.output()).contains("could not prepare", "no class data");
      assertThat(prepare.status()).isEqualTo(1);
    }
  }

  @Test
  @Order(5)
  void leavesNothingWhenItIsEndedWhileItPrepares() throws Exception {
    Path cache = directory.resolve("cache");
    router.with("EXTEND_CACHE_DIR", cache.toString());

    Ended ended = router.terminateWhileItStarts(Duration.ofMinutes(1));

    assertThat(ended.output().lines()).singleElement().asString().contains("prepares for");
    assertThat(ended.status()).isEqualTo(PackagedRouter.TERMINATED);
    assertThat(files(cache)).isEmpty();
  }

  /** What gives the router in preparation a process group has not got that far. */
  @Test
  @Order(5)
  void leavesNothingWhenItIsEndedAsItBeginsToPrepare() throws Exception {
    Path cache = directory.resolve("cache");
    Path programs = Files.createDirectory(directory.resolve("programs"));
    Path begun = directory.resolve("begun");
    Path timeout =
        Files.writeString(
            programs.resolve("timeout"), "#!/bin/sh\n: > '%s'\nexec sleep 60\n".formatted(begun));
    Files.setPosixFilePermissions(timeout, PosixFilePermissions.fromString("rwxr-xr-x"));
    router
        .with("EXTEND_CACHE_DIR", cache.toString())
        .with("PATH", programs + File.pathSeparator + System.getenv("PATH"))
        .launch();
    await().until(() -> Files.exists(begun));

    int status = router.terminate().onExit().get(45, TimeUnit.SECONDS).exitValue();

    assertThat(status).isEqualTo(PackagedRouter.TERMINATED);
    assertThat(files(cache)).isEmpty();
  }

  @Test
  @Order(3)
  void aStartThatFailsEndsWithItsStatus() throws Exception {
    Ended start = router.runToEnd();

    assertThat(start.status()).isEqualTo(1);
    assertThat(start.output()).contains("EXTEND_SIGNING_SECRETS");
  }

  @Test
  @Order(5)
  void leavesEachOptionToTheEnvironment() throws Exception {
    router.with("EXTEND_CACHE_DIR", "").with("JAVA_OPTS", TELL_OPTIONS);
    assertThat(router.runToEnd().output())
        .contains(
            "-XX:MaxHeapSize=268435456",
            "-XX:+UseSerialGC",
            "-XX:InitialHeapSize=50331648",
            "-XX:MinHeapFreeRatio=15",
            "-XX:MaxHeapFreeRatio=25",
            "-XX:NewRatio=4",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=100663296");
    assertThat(router.runToEnd("--check").output())
        .contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    router.with("JAVA_TOOL_OPTIONS", "-Xmx300m -XX:+UseParallelGC -XX:TieredStopAtLevel=4");
    Ended told = router.runToEnd("--check");

    assertThat(told.output())
        .contains("-XX:MaxHeapSize=314572800", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=4")
        .doesNotContain(
            "-XX:InitialHeapSize=50331648",
            "-XX:MinHeapFreeRatio",
            "-XX:MaxHeapFreeRatio",
            "-XX:NewRatio",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1");
    assertThat(told.status()).isZero();
  }

  /** A home of a Java that does so. */
  private String javaHome(String name, String script) throws IOException {
    Path bin = Files.createDirectories(directory.resolve(name).resolve("bin"));
    Path java = bin.resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin.getParent().toString();
  }

  @Test
  @Order(5)
  void saysInOneLineThatJavaIsMissingOrTooOld() throws Exception {
    String java8 = javaHome("java-8", "echo 'openjdk version \"1.8.0_402\"' >&2\n");

    Ended tooOld = router.with("JAVA_HOME", java8).runToEnd();
    Ended missing = router.with("JAVA_HOME", directory.toString()).runToEnd();

    assertThat(tooOld.output().lines())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("Java 1.8.0_402 is too old", "Java 17"));
    assertThat(tooOld.status()).isEqualTo(1);
    assertThat(missing.output().lines())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("no bin/java", "Java 17"));
    assertThat(missing.status()).isEqualTo(1);
  }

  @Test
  @Order(5)
  void startsWhereMemoryIsLimitedToWhatItNeeds() throws Exception {
    Ended start =
        installed(LIMITED_MEMORY)
            .with("JAVA_OPTS", "-version")
            .with("EXTEND_CACHE_DIR", "")
            .runToEnd();

    assertThat(start.output()).contains("version \"");
    assertThat(start.status()).isZero();
  }

  @Test
  @Order(5)
  void saysInOneLineAllThatJavaSaysWhenItDoesNotRun() throws Exception {
    String java = javaHome("broken", "echo 'Error occurred'\necho 'no heap'\nexit 1\n");

    Ended broken = router.with("JAVA_HOME", java).runToEnd();
    Ended limited = installed(LIMITED_MEMORY).with("JAVA_HOME", java).runToEnd();

    assertThat(broken.output().lines())
        .singleElement()
        .asString()
        .endsWith("does not run: Error occurred no heap");
    assertThat(broken.status()).isEqualTo(1);
    assertThat(limited.output().lines())
        .singleElement()
        .asString()
        .endsWith("Error occurred no heap; look at ulimit -v, which is 3000000");
    assertThat(limited.status()).isEqualTo(1);
  }

  @Test
  @Order(5)
  void saysInOneLineThatItsDirectoryCannotBeInAClassPath() throws Exception {
    Path bin = Files.createDirectories(directory.resolve("router 10:30/bin"));
    Path script = bin.resolve("extend-camel-router");
    Files.copy(
        installation.resolve("bin/extend-camel-router"),
        script,
        StandardCopyOption.COPY_ATTRIBUTES);

    Ended start =
        PackagedRouter.installed(directory, directory, List.of(script.toString())).runToEnd();

    assertThat(start.output().lines()).singleElement().asString().contains("10:30 has a colon");
    assertThat(start.status()).isEqualTo(1);
  }

  @Test
  @Order(5)
  void bothArchivesHoldTheSameAndTheLibrariesOfTheRunnableJar() throws Exception {
    List<String> tar =
        run(List.of("tar", "tzf", archive.toAbsolutePath().toString()), unpacked)
            .lines()
            .filter(name -> !name.endsWith("/"))
            .sorted()
            .toList();
    String zip = archive.toString().replace(".tar.gz", ".zip");
    try (JarFile zipped = new JarFile(zip);
        JarFile runnable = new JarFile("target/extend-camel-router.jar")) {
      assertThat(names(zipped)).isEqualTo(tar);
      assertThat(tar)
          .map(name -> name.substring(name.indexOf('/') + 1))
          .contains(
              "LICENSE",
              "README.md",
              "application.yaml",
              "bin/extend-camel-router",
              "demo/send-webhook.sh",
              "docs/installing.md",
              "monitoring/alerts-test.yaml",
              "monitoring/alerts.yaml",
              "monitoring/dashboard.json",
              "routes/types/invoice.camel.yaml",
              "systemd/extend-camel-router.service");
      assertThat(files(installation.resolve("app/lib")))
          .isEqualTo(
              names(runnable).stream()
                  .filter(name -> name.matches("BOOT-INF/lib/.+"))
                  .map(name -> name.replace("BOOT-INF/lib/", ""))
                  .toList());
    }
  }

  @Test
  @Order(5)
  void programsAndNothingElseAreExecutableInBothArchives() throws Exception {
    Path zip = Path.of(archive.toString().replace(".tar.gz", ".zip"));
    try (FileSystem zipped =
            FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
        Stream<Path> entries = Files.walk(zipped.getPath("/" + installation.getFileName()));
        Stream<Path> files = Files.walk(installation)) {
      assertThat(
              Stream.concat(entries, files)
                  .filter(Files::isRegularFile)
                  .filter(this::anyoneMayExecute))
          .map(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder(
              "extend-camel-router", "send-webhook.sh", "extend-camel-router", "send-webhook.sh");
    }
  }

  @Test
  @Order(5)
  void eachLinkOfEachPageLeadsSomewhereInTheArchive() {
    List<Page> pages = Page.below(installation);

    assertThat(pages).hasSizeGreaterThan(10);
    assertThat(pages)
        .flatExtracting(
            page ->
                page.brokenLinks(installation).stream()
                    .map(link -> installation.relativize(page.path()) + " links to " + link)
                    .toList())
        .isEmpty();
  }

  @Test
  @Order(5)
  void whatAUserReadsFirstNamesNothingOfTheSources() throws Exception {
    try (Stream<Path> files = Files.walk(installation)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .filter(file -> !file.startsWith(installation.resolve("docs")))
                  .filter(file -> file.toString().matches(".*(\\.md|\\.yaml|\\.service|/bin/.*)")))
          .hasSizeGreaterThan(5)
          .allSatisfy(
              file -> assertThat(Files.readString(file)).doesNotContain("src/", "target/", "mvn "));
    }
    assertThat(Page.below(installation))
        .flatMap(page -> PROGRAM.matcher(page.text()).results().map(MatchResult::group).toList())
        .contains("bin/extend-camel-router", "demo/send-webhook.sh")
        .allSatisfy(this::isInstalled);
  }

  @Test
  @Order(5)
  void theSystemdUnitIsSoundAndNamesWhatIsThere() throws Exception {
    Tools.require("systemd-analyze");
    String unit = Files.readString(installation.resolve("systemd/extend-camel-router.service"));
    assertThat(paths(unit)).contains("bin/extend-camel-router").allSatisfy(this::isInstalled);
    Path here = directory.resolve("extend-camel-router.service");
    Files.writeString(here, unit.replace("/opt/extend-camel-router", installation.toString()));
    Path dropIns = Files.createDirectory(directory.resolve("extend-camel-router.service.d"));
    Files.writeString(dropIns.resolve("credential.conf"), snippet("ini"));

    assertThat(run(List.of("systemd-analyze", "verify", here.toString()), directory)).isEmpty();
  }

  @Test
  @Order(5)
  void theContainerfileUsesWhatIsThere() throws Exception {
    String container = Files.readString(Path.of("src/dist/Containerfile"));

    assertThat(container)
        .contains("ADD extend-camel-router-*.tar.gz ", "USER 10001", "VOLUME ", "HEALTHCHECK ");
    assertThat(healthOfTheContainer(Ports.free())).isNotZero();
    assertThat(paths(container)).contains("bin/extend-camel-router").allSatisfy(this::isInstalled);
  }

  /**
   * What the Containerfile's health check says, with the one program of the base image it needs.
   */
  private int healthOfTheContainer(int managementPort) throws Exception {
    Tools.require("bash");
    Matcher check =
        Pattern.compile("HEALTHCHECK .*? CMD (.*?[^\\\\])\n", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("src/dist/Containerfile")));
    assertThat(check.find()).isTrue();
    Path programs = Files.createTempDirectory(unpacked, "programs");
    Files.createSymbolicLink(
        programs.resolve("bash"),
        Path.of(run(List.of("sh", "-c", "command -v bash"), unpacked).strip()));
    ProcessBuilder process =
        new ProcessBuilder("/bin/sh", "-c", check.group(1).replace("\\\n", " "))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    process.environment().put("PATH", programs.toString());
    process.environment().put("MANAGEMENT_SERVER_PORT", "" + managementPort);
    return process.start().waitFor();
  }

  private void deliversAnInvoice(Path data) throws Exception {
    Event event = Extend.fresh("01-invoice-accepted");
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    await()
        .until(
            () ->
                files(data.resolve("accepted/invoice")).stream()
                    .anyMatch(n -> n.contains(event.id())));
  }

  private static List<Path> classData() throws IOException {
    Path cache = installation.resolve("cache");
    return files(cache).stream()
        .filter(name -> name.matches(CLASS_DATA))
        .map(cache::resolve)
        .toList();
  }

  private boolean anyoneMayExecute(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the documentation gives in this language. */
  private static String snippet(String language) throws IOException {
    Matcher snippet =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(installation.resolve("docs/installing.md")));
    assertThat(snippet.find()).isTrue();
    return snippet.group(1);
  }

  /** The program that gives up root's rights, which no permission of a file limits. */
  private static List<String> asNobody() throws Exception {
    if (!run(List.of("id", "-u"), unpacked).strip().equals("0")) {
      return List.of();
    }
    Tools.require("setpriv");
    return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  private static void open(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private void isInstalled(String path) {
    assertThat(installation.resolve(path)).exists();
  }

  /** The paths below the program's directory that a text names. */
  private static List<String> paths(String text) {
    return Pattern.compile("/opt/extend-camel-router/([\\w./-]+)")
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static List<String> names(JarFile jar) {
    List<String> names = new ArrayList<>();
    for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
      names.add(entries.nextElement().getName());
    }
    return names.stream().filter(name -> !name.endsWith("/")).sorted().toList();
  }

  private static List<String> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Runs a program that ends soon, and gives what it wrote. */
  private static String run(List<String> command, Path directory) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
