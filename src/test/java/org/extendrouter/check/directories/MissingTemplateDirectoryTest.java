package org.extendrouter.check.directories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.SettingsBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class MissingTemplateDirectoryTest {

  @TempDir Path templates;

  @Test
  void aTemplateThatIsALinkToNothingIsToldInPlaceOfTheJars() throws IOException {
    Path file =
        Files.createSymbolicLink(templates.resolve("ticket.ftl"), Path.of("../gone/ticket.ftl"));

    assertThat(faults())
        .singleElement()
        .hasToString(
            file
                + ": cannot be read, so that the jar's would take its place: make it a file that the"
                + " router's user may read, or remove it");
  }

  @Test
  void oneThatIsALinkToAFileIsNot() throws IOException {
    Files.writeString(templates.resolve("own"), "x");
    Files.createSymbolicLink(templates.resolve("ticket.ftl"), Path.of("own"));
    Files.createSymbolicLink(templates.resolve("another.ftl"), Path.of("gone"));

    assertThat(faults()).isEmpty();
  }

  private List<Fault> faults() {
    MockEnvironment environment =
        new MockEnvironment().withProperty("extend.review.templates", templates.toString());
    return new MissingTemplateDirectory()
        .faults(SettingsBinding.of(environment, List.of(), List.of()))
        .toList();
  }
}
