package org.extendrouter.event;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A classify run, as in Extend's API version 2026-02-09; a {@code processor_run} of the older one
 * is read into the same. Every component may be null; {@code other} holds the fields this router
 * does not know.
 *
 * @param object {@code classify_run}, or {@code document_processor_run} in the older version
 * @param id the run's id, {@code clr_…}
 * @param status PENDING, PROCESSING, PROCESSED, FAILED, CANCELLED, or one that Extend adds later
 * @param output the final classification: the reviewed one once a person has reviewed
 * @param classifier null if the run used a configuration of its own
 * @param classifierVersion null if the run used a configuration of its own
 * @param initialOutput the model's classification, if a person has reviewed
 * @param reviewedOutput the person's classification, if one has reviewed
 * @param failureReason a word such as {@code PARSING_ERROR}; the list grows
 * @param failureMessage what went wrong, in Extend's words
 * @param metadata what the customer attached to the run
 * @param reviewed whether a person has reviewed the run
 * @param edited whether that person changed the classification
 * @param config the configuration the run used
 * @param file the document
 * @param parseRunId the run that parsed the document
 * @param dashboardUrl where to see the run
 * @param usage what it cost
 * @param createdAt ISO 8601
 * @param updatedAt ISO 8601
 * @param other fields this router does not know, as they came
 */
public record ClassifyRun(
    String object,
    String id,
    String status,
    Output output,
    Classifier classifier,
    ClassifierVersion classifierVersion,
    Output initialOutput,
    Output reviewedOutput,
    String failureReason,
    String failureMessage,
    JsonNode metadata,
    boolean reviewed,
    boolean edited,
    Config config,
    File file,
    String parseRunId,
    String dashboardUrl,
    Usage usage,
    String createdAt,
    String updatedAt,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {

  /**
   * A classification of the document.
   *
   * @param id the classification's id in the configuration, which survives a rename of the type
   * @param type the name people use
   * @param confidence 0 to 1; NaN if Extend sent something that is not a number, null if nothing
   * @param insights the model's reasons
   * @param other fields this router does not know
   */
  public record Output(
      String id,
      String type,
      @Confidence Double confidence,
      List<Insight> insights,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {}

  /**
   * One thing the model has to say about its classification.
   *
   * @param type {@code reasoning}, or one that Extend adds later
   * @param content the text
   * @param other fields this router does not know
   */
  public record Insight(
      String type, String content, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {}

  /**
   * The classifier that ran.
   *
   * @param object always {@code classifier}
   * @param id {@code cl_…}
   * @param name the name people use
   * @param createdAt ISO 8601
   * @param updatedAt ISO 8601
   * @param other fields this router does not know
   */
  public record Classifier(
      String object,
      String id,
      String name,
      String createdAt,
      String updatedAt,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {}

  /**
   * The version of the classifier that ran.
   *
   * @param object always {@code classifier_version}
   * @param id {@code clv_…}
   * @param description what changed in it
   * @param version {@code draft}, or a number such as {@code 1.0}
   * @param classifierId {@code cl_…}
   * @param createdAt ISO 8601
   * @param other fields this router does not know
   */
  public record ClassifierVersion(
      String object,
      String id,
      String description,
      String version,
      String classifierId,
      String createdAt,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {}

  /**
   * The configuration of the run.
   *
   * @param classifications what the model could choose from
   * @param other fields this router does not know
   */
  public record Config(
      List<Classification> classifications,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {}

  /**
   * One type that the model could choose.
   *
   * @param id stable, also when the type is renamed
   * @param type the name people use
   * @param description what such a document is
   * @param other fields this router does not know
   */
  public record Classification(
      String id,
      String type,
      String description,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {}

  /**
   * The document.
   *
   * @param object always {@code file}
   * @param id {@code file_…}
   * @param name the file's name, as the customer gave it
   * @param type PDF and the like
   * @param parentFileId the file it was split from
   * @param metadata what the customer attached to the file
   * @param createdAt ISO 8601
   * @param updatedAt ISO 8601
   * @param other fields this router does not know
   */
  public record File(
      String object,
      String id,
      String name,
      String type,
      String parentFileId,
      JsonNode metadata,
      String createdAt,
      String updatedAt,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {}

  /**
   * What the run cost.
   *
   * @param credits Extend's credits
   * @param other fields this router does not know
   */
  public record Usage(Double credits, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {}
}
