package org.extendrouter.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SyncedFileComponentTest {

  /** What routes of before say, and what is the default now. */
  private static final String OPTIONS_OF_BEFORE = "&tempPrefix=.part-&fileExist=Ignore";

  @TempDir Path root;

  private final Instance one = new Instance("rw-------");

  private Path directory;

  /** One of several routers that write to the same directory. */
  private static final class Instance {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate producer;

    Instance(String permissions) {
      this(permissions, Clock.systemUTC());
    }

    Instance(String permissions, Clock clock) {
      camel.addComponent("file", new SyncedFileComponent(new FilesProperties(permissions), clock));
      camel.start();
      producer = camel.createProducerTemplate();
    }

    void write(Path directory, String options, Object body) {
      producer.sendBody("file:" + directory + "?" + options, body);
    }
  }

  @BeforeEach
  void chooseADirectoryThatIsMissing() {
    directory = root.resolve("data/accepted");
  }

  @AfterEach
  void stop() {
    one.camel.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fileName=run.json", "fileName=run.json" + OPTIONS_OF_BEFORE})
  void whatComesTwiceIsOneFile(String options, CapturedOutput output) throws Exception {
    one.write(directory, options, "content".getBytes(UTF_8));
    one.write(directory, options, "content".getBytes(UTF_8));

    assertThat(names()).containsExactly("run.json");
    assertThat(directory.resolve("run.json")).hasContent("content");
    assertThat(output).doesNotContain("WARN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fileName=run.json", "fileName=run.json" + OPTIONS_OF_BEFORE})
  void otherContentOfTheSameNameIsKeptBesideIt(String options, CapturedOutput output)
      throws Exception {
    for (String content : List.of("first", "second", "second", "third", "first")) {
      one.write(directory, options, content);
    }

    assertThat(directory.resolve("run.json")).hasContent("first");
    assertThat(contents()).containsExactly("first", "second", "third");
    assertThat(names()).allMatch(name -> name.matches("run(\\.conflict-[0-9a-f]{16})?\\.json"));
    assertThat(output).contains("run.json has other content and is left as it is", ".conflict-");
  }

  @Test
  void aFileWithoutContentIsNotTakenForOneThatHasIt() throws Exception {
    Files.createDirectories(directory);
    Files.createFile(directory.resolve("run.json"));
    one.write(directory, "fileName=run.json", "content");

    assertThat(contents()).containsExactly("", "content");
  }

  @Test
  void aDirectoryOfALostMountIsNotMadeAnewIfTheRouteSaysSo() throws Exception {
    String options = "fileName=run.json&autoCreate=false";

    assertThatThrownBy(() -> one.write(directory, options, "content"))
        .rootCause()
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString());
    assertThat(directory).doesNotExist();

    Files.createDirectories(directory);
    one.write(directory, options, "content");
    assertThat(directory.resolve("run.json")).hasContent("content");
  }

  @Test
  void aRouteMaySayThatFilesAreReplaced() throws Exception {
    one.write(directory, "fileName=latest.json&fileExist=Override", "first");
    one.write(directory, "fileName=latest.json&fileExist=Override", "second");

    assertThat(names()).containsExactly("latest.json");
    assertThat(contents()).containsExactly("second");
  }

  @Test
  void aRouteMaySayThatAnExistingFileIsAFault() throws Exception {
    one.write(directory, "fileName=run.json&fileExist=Fail", "first");

    assertThatThrownBy(() -> one.write(directory, "fileName=run.json&fileExist=Fail", "first"))
        .rootCause()
        .hasMessageContaining("run.json");
    assertThat(names()).containsExactly("run.json");
    assertThat(contents()).containsExactly("first");
  }

  @Test
  void aRouteMaySayThatAnExistingFileIsMovedAway() throws Exception {
    String options = "fileName=run.json&fileExist=Move&moveExisting=${file:name.noext}-old.json";
    one.write(directory, options, "first");
    one.write(directory, options, "second");

    assertThat(names()).containsExactly("run-old.json", "run.json");
    assertThat(directory.resolve("run.json")).hasContent("second");
  }

  @Test
  void aRouteMaySayThatAFileIsAppendedTo() throws Exception {
    one.write(directory, "fileName=log.txt&fileExist=Append", "first");
    assertThat(permissions(directory.resolve("log.txt"))).isEqualTo("rw-------");
    Files.setPosixFilePermissions(
        directory.resolve("log.txt"), PosixFilePermissions.fromString("rw-rw-r--"));
    one.write(directory, "fileName=log.txt&fileExist=Append", "second");

    assertThat(directory.resolve("log.txt")).hasContent("firstsecond");
    assertThat(permissions(directory.resolve("log.txt"))).isEqualTo("rw-rw-r--");
  }

  @Test
  void otherOptionsOfCamelKeepTheirMeaning() throws Exception {
    one.write(directory, "fileName=${date:now:yyyy}/a.txt&charset=ISO-8859-1", "é");
    one.write(directory, "fileName=b.txt&doneFileName=${file:name}.done", stream("b"));
    one.write(directory, "fileName=c.txt&tempFileName=work/${file:name}.tmp", "c");

    Path year = directory.resolve(String.valueOf(Instant.now().atZone(ZoneOffset.UTC).getYear()));
    assertThat(year.resolve("a.txt")).hasBinaryContent("é".getBytes("ISO-8859-1"));
    assertThat(names()).contains("b.txt", "b.txt.done", "c.txt");
    assertThat(directory.resolve("work")).isEmptyDirectory();
  }

  @Test
  void whatTwoInstancesWriteUnderOneNameAtOnceIsKeptWholeAndOnce() throws Exception {
    Instance other = new Instance("rw-------");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 25; round++) {
        Path shared = directory.resolve("" + round);
        List<Future<?>> writes = new ArrayList<>();
        for (Instance instance : List.of(one, other)) {
          for (String content : List.of("a".repeat(300_000), "b".repeat(300_000))) {
            writes.add(threads.submit(() -> instance.write(shared, "fileName=run.json", content)));
          }
        }
        for (Future<?> write : writes) {
          write.get();
        }
        assertThat(contents(shared)).containsExactly("a".repeat(300_000), "b".repeat(300_000));
      }
    } finally {
      threads.shutdownNow();
      other.camel.stop();
    }
  }

  @Test
  void aWriteThatFailsLeavesNothing() {
    InputStream broken =
        new SequenceInputStream(
            stream("half of the content"),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the source is gone");
              }
            });

    assertThatThrownBy(() -> one.write(directory, "fileName=run.json", broken))
        .rootCause()
        .hasMessage("the source is gone");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatADeadInstanceLeftIsNeverTakenForAFileAndGoesAfterAnHour() throws Exception {
    Files.createDirectories(directory);
    Instant now = Instant.now();
    Path dead = written(".part-run.json.0123456789abcdef-7", now.minus(Duration.ofHours(2)));
    Path busy = written(".part-run.json.fedcba9876543210-1", now.minus(Duration.ofMinutes(50)));
    Path strangers = written(".part-time-workers.csv", now.minus(Duration.ofHours(2)));

    one.write(directory, "fileName=run.json", "content");

    await().untilAsserted(() -> assertThat(dead).doesNotExist());
    assertThat(busy).hasContent("half");
    assertThat(strangers).hasContent("half");
    assertThat(directory.resolve("run.json")).hasContent("content");
  }

  @Test
  void aDirectoryIsLookedAtOnceAnHour() throws Exception {
    SettableClock clock = new SettableClock(Instant.now());
    Instance instance = new Instance("rw-------", clock);
    instance.write(directory, "fileName=1.json", "content");
    Path late = written(".part-run.json.0123456789abcdef-7", clock.instant().minusSeconds(60));

    clock.pass(Duration.ofMinutes(61));
    instance.write(directory, "fileName=2.json", "content");

    await().untilAsserted(() -> assertThat(late).doesNotExist());
    instance.camel.stop();
  }

  @Test
  void onlyTheRoutersUserMayReadWhatIsNew() throws Exception {
    one.write(directory, "fileName=bytes.json", "content".getBytes(UTF_8));
    one.write(directory, "fileName=stream.json", stream("content"));

    assertThat(permissions(directory.getParent())).isEqualTo("rwx------");
    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissions(directory.resolve("bytes.json"))).isEqualTo("rw-------");
    assertThat(permissions(directory.resolve("stream.json"))).isEqualTo("rw-------");
  }

  @Test
  void othersMayBeLetIn() throws Exception {
    Instance instance = new Instance("rw-rw-r--");
    instance.write(directory, "fileName=run.json", "content");
    instance.camel.stop();

    assertThat(permissions(directory)).isEqualTo("rwxrwxr-x");
    assertThat(permissions(directory.resolve("run.json"))).isEqualTo("rw-rw-r--");
  }

  @Test
  void aRouteMayHavePermissionsOfItsOwn() throws Exception {
    one.write(directory, "fileName=run.json&chmod=0640&chmodDirectory=0750", "content");
    one.write(directory, "fileName=read.json&chmod=400", "content");

    assertThat(permissions(directory)).isEqualTo("rwxr-x---");
    assertThat(permissions(directory.resolve("run.json"))).isEqualTo("rw-r-----");
    assertThat(permissions(directory.resolve("read.json"))).isEqualTo("r--------");
  }

  @Test
  void aSharedDirectoryIsLeftAsItIsAndHandsDownItsGroup() throws Exception {
    Path share = Files.createDirectory(root.resolve("share"));
    int setGroupId = 02000;
    Files.setAttribute(share, "unix:mode", setGroupId | 0775);
    Instance instance = new Instance("rw-rw----");
    instance.write(share.resolve("accepted"), "fileName=run.json", "content");
    instance.camel.stop();

    assertThat(permissions(share)).isEqualTo("rwxrwxr-x");
    assertThat((int) Files.getAttribute(share.resolve("accepted"), "unix:mode") & 07777)
        .isEqualTo(setGroupId | 0770);
  }

  private Path written(String name, Instant when) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "half");
    return Files.setLastModifiedTime(file, FileTime.from(when));
  }

  private static InputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(UTF_8));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private TreeSet<String> contents() throws IOException {
    return contents(directory);
  }

  private static TreeSet<String> contents(Path directory) throws IOException {
    TreeSet<String> contents = new TreeSet<>();
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(
          file -> {
            try {
              assertThat(contents.add(Files.readString(file))).as("only copy: %s", file).isTrue();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return contents;
  }
}
