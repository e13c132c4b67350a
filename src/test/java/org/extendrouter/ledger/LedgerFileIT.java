package org.extendrouter.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.extendrouter.database.LedgerDatabase;
import org.extendrouter.testrun.SmallDisk;
import org.h2.mvstore.DataUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.util.FileSystemUtils;

/** What happens to the ledger's file, and what the router makes of it. */
class LedgerFileIT {

  private static final OffsetDateTime TEN = OffsetDateTime.parse("2026-11-28T10:00:00Z");

  /** Of the file's format: its header, twice. */
  private static final int BLOCK = 4096;

  @TempDir Path data;

  private ConfigurableApplicationContext context;
  private Path file;

  @BeforeEach
  void begin() {
    file = data.resolve("ledger/ledger.mv.db");
    open();
    for (int i = 0; i < 300; i += 10) {
      write("clr_old", i, i + 10);
    }
    context.close();
  }

  @AfterEach
  void end() {
    context.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut short", "flipped", "random", "one byte"})
  void aDamagedFileIsKeptAndBegunAnew(String damage) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    byte[] damaged = damaged(damage, whole);
    Files.write(file, damaged);

    open();

    write("clr_new", 0, 1);
    assertThat(ledger().runs("clr_new")).hasSize(1);
    Path aside = aside();
    assertThat(aside).hasBinaryContent(damaged);
    assertThat(health()).contains("damaged", aside.toString(), "put back a backup");
    Files.delete(aside);
    assertThat(health()).isEqualTo("{}");
  }

  @Test
  void aFileOfANewerVersionStaysAndIsToldSo() throws IOException {
    byte[] newer = Files.readAllBytes(file);
    for (int header = 0; header < 2 * BLOCK; header += BLOCK) {
      String text = new String(newer, header, BLOCK, ISO_8859_1);
      String fields =
          text.substring(0, text.indexOf(",fletcher:")).replaceFirst("format:\\d", "format:9");
      byte[] bytes = fields.getBytes(ISO_8859_1);
      String sum = Integer.toHexString(DataUtils.getFletcher32(bytes, 0, bytes.length));
      byte[] changed = "%s,fletcher:%s\n".formatted(fields, sum).getBytes(ISO_8859_1);
      Arrays.fill(newer, header, header + BLOCK, (byte) 0);
      System.arraycopy(changed, 0, newer, header, changed.length);
    }
    Files.write(file, newer);

    open();

    assertThat(health())
        .contains(file + " is of a newer version of the router", "put back the backup")
        .doesNotContain("make room");
    assertThat(file).hasBinaryContent(newer);
  }

  @Test
  void anEmptyFileIsTold() throws IOException {
    Files.write(file, new byte[0]);

    open();

    write("clr_new", 0, 1);
    assertThat(health()).contains("was empty", "put back a backup");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger/ledger.mv.db", "ledger"})
  void aFileThatIsDeletedMeanwhileIsNotedAndWrittenAgain(String deleted) throws IOException {
    open();
    FileSystemUtils.deleteRecursively(data.resolve(deleted));

    assertThatThrownBy(() -> write("clr_new", 0, 1)).isInstanceOf(DataAccessException.class);
    assertThat(health()).contains("deleted", "put back a backup");
    write("clr_new", 0, 1);
    context.close();

    open();
    assertThat(ledger().runs("clr_new")).hasSize(1);
    assertThat(health()).isEqualTo("{}");
  }

  /** A kill between two of its writes left a file that misses the first. */
  @Test
  void noThreadOfTheDatabaseWritesBehindACommit() {
    open();
    write("clr_new", 0, 1);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("MVStore background writer"));
  }

  @Test
  void aStartWithoutRoomGoesOnOnceThereIsRoom() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(data.resolve("small"), "6m")) {
      data = disk.root();
      disk.fillExcept(0);

      open();
      assertThatThrownBy(() -> write("clr_new", 0, 1)).isInstanceOf(DataAccessException.class);
      assertThat(health()).contains("no room", "make room");
      assertThat(data.resolve("ledger")).isEmptyDirectory();
      disk.free();
      write("clr_new", 0, 1);
      assertThat(health()).isEqualTo("{}");
      context.close();

      disk.fillExcept(0);
      open();
      assertThat(health()).contains("no room");
      assertThatThrownBy(() -> ledger().runs("clr_new")).isInstanceOf(DataAccessException.class);
      disk.free();
      context.getBean(LedgerDatabase.class).look();
      assertThat(health()).isEqualTo("{}");
      assertThat(ledger().runs("clr_new")).hasSize(1);
    }
  }

  @Test
  void aDiskThatMayBeReadAloneStopsTheStartAndIsWaitedForLater() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(data.resolve("small"), "6m")) {
      data = disk.root();
      open();
      write("clr_new", 0, 1);
      context.close();
      disk.writable(false);
      assertThatThrownBy(this::open)
          .rootCause()
          .hasMessageContaining("read only")
          .hasMessageContaining("the disk of " + disk.root().resolve("ledger") + " is read-only");

      disk.writable(true);
      open();
      // As after a failure of the disk: H2 opens the file again by itself.
      context.getBean(LedgerDatabase.class).ask(jdbc -> jdbc.sql("SHUTDOWN").update());
      disk.writable(false);
      assertThatThrownBy(() -> write("clr_later", 0, 1)).isInstanceOf(DataAccessException.class);
      assertThatThrownBy(() -> write("clr_later", 0, 1)).isInstanceOf(DataAccessException.class);
      assertThat(health()).contains("is read-only").doesNotContain("make room");
      disk.writable(true);
      write("clr_later", 0, 1);
      assertThat(ledger().runs("clr_new")).hasSize(1);
      assertThat(health()).isEqualTo("{}");
    }
  }

  @Test
  void aDiskThatFillsUpLosesNoRow() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(data.resolve("small"), "6m")) {
      data = disk.root();
      open();
      write("clr_old", 0, 100);
      disk.fillExcept(0);

      assertThatThrownBy(() -> write("clr_new", 0, 300)).isInstanceOf(DataAccessException.class);
      assertThat(health()).contains("No space left on device", "make room");
      disk.free();
      write("clr_new", 0, 300);

      assertThat(ledger().runs("clr_old")).hasSize(100);
      assertThat(ledger().runs("clr_new")).hasSize(300);
      assertThat(health()).isEqualTo("{}");
    }
  }

  @Test
  void questionsLeaveNoTraceFile() throws IOException {
    open();
    assertThat(ledger().runs("clr_old")).hasSize(300);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void theFileDoesNotGrowWithoutBound() {
    open();
    long largest = 0;
    long last = 0;
    boolean shrunk = false;
    for (int i = 0; i < 500 && !shrunk; i++) {
      write("clr_same", 0, 300, "t".repeat(490));
      ledger().delete("clr_same");
      shrunk = file.toFile().length() < last;
      last = file.toFile().length();
      largest = Math.max(largest, last);
    }
    assertThat(shrunk).isTrue();
    assertThat(largest).isLessThan(70L * 1024 * 1024);
    assertThat(last).isLessThan(10L * 1024 * 1024);
    assertThat(ledger().runs("clr_old")).hasSize(300);
    assertThat(health()).isEqualTo("{}");
  }

  private static byte[] damaged(String damage, byte[] whole) {
    Random random = new Random(7);
    byte[] damaged = whole.clone();
    switch (damage) {
      case "cut short" -> {
        return Arrays.copyOf(whole, whole.length / 2);
      }
      case "one byte" -> {
        return new byte[] {7};
      }
      case "random" -> random.nextBytes(damaged);
      default -> {
        for (int i = 0; i < damaged.length; i += 50) {
          damaged[i] ^= 0x55;
        }
      }
    }
    return damaged;
  }

  private Path aside() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files
          .filter(path -> path.getFileName().toString().startsWith("ledger.mv.db.damaged-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private void open() {
    context =
        new SpringApplicationBuilder(LedgerContract.Parts.class)
            .web(WebApplicationType.NONE)
            .run(
                "--extend.ledger.url=",
                "--extend.data-dir=" + data,
                "--extend.files.permissions=rw-------",
                "--extend.ledger.keep=40000d");
  }

  private Ledger ledger() {
    return context.getBean(Ledger.class);
  }

  private String health() {
    return context.getBean(HealthIndicator.class).health().getDetails().toString();
  }

  private void write(String run, int from, int to) {
    write(run, from, to, "t");
  }

  private void write(String run, int from, int to, String ticket) {
    ledger()
        .write(
            IntStream.range(from, to)
                .mapToObj(
                    i ->
                        new RunEntry(
                            run + i,
                            run,
                            null,
                            null,
                            ticket,
                            "invoice",
                            "invoice",
                            null,
                            null,
                            null,
                            null,
                            0.5,
                            0.9,
                            false,
                            "LOW_CONFIDENCE",
                            TEN,
                            TEN,
                            null,
                            null))
                .toList(),
            List.of(),
            List.of());
  }
}
