package org.extendrouter.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class FilesPropertiesTest {

  @EnableConfigurationProperties(FilesProperties.class)
  static class Properties {}

  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Properties.class);

  @ParameterizedTest
  @CsvSource({
    "rw-------, rwx------",
    "rw-r-----, rwxr-x---",
    "rw-rw----, rwxrwx---",
    "rw-r--r--, rwxr-xr-x",
    "rw-rw-r--, rwxrwxr-x",
    "rw----r--, rwx---r-x"
  })
  void whoMayReadFilesMayEnterDirectories(String files, String directories) {
    FilePermissions permissions = new FilesProperties(files).forNew();

    assertThat(PosixFilePermissions.toString(permissions.files())).isEqualTo(files);
    assertThat(PosixFilePermissions.toString(permissions.directories())).isEqualTo(directories);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "600", "0600", "384", "u=rw", "-rw-------", "rwxr-x---", "r--r--r--"})
  void anythingElseStopsTheStartAndSaysWhatToWrite(String permissions) {
    context
        .withPropertyValues("extend.files.permissions=" + permissions)
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("'extend.files'")
                    .hasMessageContaining("permissions")
                    .hasMessageContaining("write rw-------"));
  }
}
