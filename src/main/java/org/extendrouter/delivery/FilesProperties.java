package org.extendrouter.delivery;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The files that routes write.
 *
 * @param permissions Permissions of new files, as ls -l shows them. New directories may be entered
 *     by whoever may read files.
 */
@Validated
@ConfigurationProperties("extend.files")
public record FilesProperties(
    @NotNull
        @Pattern(
            regexp = "rw-(---|r--|rw-){2}",
            message =
                "is not what \"ls -l\" shows of a file, without its first letter: write rw-------"
                    + " for the router's user alone, rw-r----- to let its group read, or rw-rw----"
                    + " to let its group write")
        String permissions) {

  /**
   * What new files and directories get.
   *
   * @return their permissions
   */
  public FilePermissions forNew() {
    return FilePermissions.of(permissions);
  }
}
