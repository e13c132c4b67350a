package org.extendrouter.runs;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How classify runs inside Extend's workflows reach this router.
 *
 * @param runsFrom Which events of a workflow bring its classify runs.
 */
@Validated
@ConfigurationProperties("extend.workflow")
public record WorkflowProperties(
    @NotNull(message = "is missing: set extend.workflow.runs-from to steps or completed")
        RunsFrom runsFrom) {

  /** The events of a workflow that bring its classify runs. */
  public enum RunsFrom {
    /**
     * {@code workflow_run.step_run.processed} brings each run once it is done, and {@code
     * workflow_run.completed} those that a person has reviewed since.
     */
    STEPS,
    /** {@code workflow_run.completed} brings them all; events of steps are only counted. */
    COMPLETED
  }
}
