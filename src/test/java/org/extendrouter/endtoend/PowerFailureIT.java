package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No test can cut the power; this one sees what the router has forced to disk until then. */
class PowerFailureIT {

  @TempDir Path data;
  @TempDir Path recordings;

  @Test
  void aFilesContentAndNameAreForcedToDisk() throws Exception {
    Extend.Event trusted = Extend.fresh("01-invoice-accepted");
    Extend.Event doubtful = Extend.fresh("05-receipt-low-confidence");
    Path recording = recordings.resolve("forced.jfr");
    try (Recording forces = new Recording()) {
      forces.enable("jdk.FileForce").withoutThreshold();
      forces.start();
      // Closed before the recording ends, so that all the router does is recorded.
      try (RunningRouter router = RunningRouter.start(data)) {
        router.extend().post(trusted.body());
        router.extend().post(doubtful.body());
        router.awaitFiles("accepted/invoice", trusted.id(), 1);
        router.awaitFiles("review", doubtful.id(), 2);
      }
      forces.stop();
      forces.dump(recording);
    }
    List<String> forced = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      forced.add(event.getString("path"));
    }
    assertThat(forced)
        .anyMatch(path -> path.contains("/accepted/invoice/.part-") && path.contains(trusted.id()))
        .anyMatch(path -> path.endsWith("/accepted/invoice"))
        // The names of directories that were made, too.
        .anyMatch(path -> path.endsWith("/accepted"))
        .anyMatch(path -> path.equals(data.toString()))
        .anyMatch(path -> path.matches(".*/review/\\.part-.*" + doubtful.id() + ".*\\.json\\..*"))
        .anyMatch(path -> path.matches(".*/review/\\.part-.*" + doubtful.id() + ".*\\.txt\\..*"))
        .anyMatch(path -> path.endsWith("/review"));
  }
}
