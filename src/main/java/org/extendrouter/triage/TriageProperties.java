package org.extendrouter.triage;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How sure a classification must be to be trusted. The types are a list, not a map: Spring Boot
 * drops {@code _} and blanks from the keys of a map, and types have them.
 *
 * @param defaultThreshold Lowest confidence that is accepted, 0 to 1, for types without a threshold
 *     of their own.
 * @param types Settings of single types. Each entry has the keys type, branch, threshold and ids.
 */
@Validated
@ConfigurationProperties("extend")
public record TriageProperties(
    @NotNull(
            message =
                "is missing: set it, or the environment variable EXTEND_DEFAULT_THRESHOLD, to a"
                    + " number from 0 to 1, for example 0.85")
        @DecimalMin(value = "0", message = OUT_OF_RANGE)
        @DecimalMax(value = "1", message = OUT_OF_RANGE)
        BigDecimal defaultThreshold,
    @ListedOnce @DefaultValue List<@Valid Type> types) {

  private static final String OUT_OF_RANGE =
      "is not a confidence: set a number from 0 to 1, for example 0.85";

  /**
   * The settings of one type.
   *
   * @param type the type's name, exactly as Extend sends it
   * @param branch the branch that takes runs of this type; null if it is the type's name
   * @param threshold the lowest confidence accepted, 0 to 1; null to take the default
   * @param ids classification ids ({@code output.id}) that belong to this branch whatever their
   *     type is called; they survive a rename
   */
  public record Type(
      @NotBlank(message = "is missing: name the type, for example invoice") String type,
      @Pattern(
              regexp = BranchName.PLAIN,
              message =
                  "cannot stand in the name of a queue: set letters, digits, _ and - alone, for"
                      + " example bank_statement")
          String branch,
      @DecimalMin(value = "0", message = OUT_OF_RANGE)
          @DecimalMax(value = "1", message = OUT_OF_RANGE)
          BigDecimal threshold,
      @DefaultValue List<String> ids) {

    /**
     * The branch of this type.
     *
     * @return its name; null if the type's name cannot stand in the name of a queue and no other is
     *     set
     */
    public String branchName() {
      return branch != null ? branch : BranchName.isPlain(type) ? type : null;
    }
  }
}
