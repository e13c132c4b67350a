package org.extendrouter.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What this router reads of a classify run, as in Extend's API version 2026-02-09; a {@code
 * processor_run} of the older one is read into the same. Every component but {@code reviewed} and
 * {@code classifications} may be null.
 *
 * @param id the run's id, {@code clr_…}
 * @param status PENDING, PROCESSING, PROCESSED, FAILED, CANCELLED, or one that Extend adds later
 * @param output the final classification: the reviewed one once a person has reviewed
 * @param reviewed whether a person has reviewed the run
 * @param failureReason a word such as {@code PARSING_ERROR}; the list grows
 * @param failureMessage what went wrong, in Extend's words
 * @param metadata what the customer attached to the run, whatever its shape
 * @param classifier null if the run used a configuration of its own
 * @param classifierVersion null if the run used a configuration of its own
 * @param classifications what the model could choose from
 * @param file the document
 * @param dashboardUrl where to see the run
 * @param createdAt ISO 8601
 * @param initialOutput what the model said, of a run that a person has reviewed
 * @param reviewedOutput what that person said
 * @param baseProcessor the model and its version, for example {@code classification_standard 1.2.0}
 */
public record ClassifyRun(
    String id,
    String status,
    Output output,
    boolean reviewed,
    String failureReason,
    String failureMessage,
    JsonNode metadata,
    Classifier classifier,
    ClassifierVersion classifierVersion,
    List<Classification> classifications,
    File file,
    String dashboardUrl,
    String createdAt,
    Compared initialOutput,
    Compared reviewedOutput,
    String baseProcessor) {

  /**
   * A classification of the document.
   *
   * @param id the classification's id in the configuration, which survives a rename of the type
   * @param type the name people use
   * @param confidence as it was sent, 0 to 1 if it is sound; null if it is missing or not a number
   * @param insights the model's reasons
   */
  public record Output(String id, String type, BigDecimal confidence, List<Insight> insights) {

    private static Output of(JsonNode output) throws JsonMappingException {
      JsonNode confidence = output.path("confidence");
      if (confidence.isDouble()) {
        throw misshapen("confidence", "a number to calculate with");
      }
      return new Output(
          key(output, "id"),
          key(output, "type"),
          confidence.isNumber() ? confidence.decimalValue() : null,
          elements(output.path("insights"))
              .map(insight -> new Insight(insight.path("content").textValue()))
              .toList());
    }
  }

  /**
   * A classification that is compared with another one, and decides nothing.
   *
   * @param id the classification's id in the configuration
   * @param type the name people use
   * @param confidence as it was sent; null if it is missing or not a number to calculate with
   */
  public record Compared(String id, String type, BigDecimal confidence) {

    private static Compared of(JsonNode output) {
      JsonNode confidence = output.path("confidence");
      return output.isObject()
          ? new Compared(
              output.path("id").textValue(),
              output.path("type").textValue(),
              confidence.isBigDecimal() ? confidence.decimalValue() : null)
          : null;
    }
  }

  /**
   * One thing the model has to say about its classification.
   *
   * @param content the text; may be null
   */
  public record Insight(String content) {}

  /**
   * The classifier that ran.
   *
   * @param id {@code cl_…}
   * @param name the name people use
   */
  public record Classifier(String id, String name) {}

  /**
   * The version of the classifier that ran.
   *
   * @param version {@code draft}, or a number such as {@code 1.0}
   */
  public record ClassifierVersion(String version) {}

  /**
   * One type that the model could choose.
   *
   * @param id the classification's id in the configuration; may be null
   * @param type the name people use
   * @param description what such a document is
   */
  public record Classification(String id, String type, String description) {}

  /**
   * The document.
   *
   * @param id {@code file_…}
   * @param name the file's name, as the customer gave it
   * @param type PDF and the like
   */
  public record File(String id, String name, String type) {}

  /**
   * Reads a run. What the decision hangs on must have the shape that Extend's contract gives it;
   * whatever else has another shape reads as absent.
   *
   * @throws JsonMappingException if {@code id}, {@code status}, {@code reviewed}, {@code output.id}
   *     or {@code output.type} has another shape, or {@code output.confidence} is a number that
   *     Java cannot calculate with; the message names the field, not its value
   */
  static ClassifyRun of(JsonNode run) throws JsonMappingException {
    JsonNode output = run.path("output");
    JsonNode classifier = run.path("classifier");
    JsonNode version = run.path("classifierVersion");
    JsonNode file = run.path("file");
    return new ClassifyRun(
        key(run, "id"),
        key(run, "status"),
        output.isObject() ? Output.of(output) : null,
        flag(run, "reviewed"),
        run.path("failureReason").textValue(),
        run.path("failureMessage").textValue(),
        run.get("metadata"),
        classifier.isObject()
            ? new Classifier(classifier.path("id").textValue(), classifier.path("name").textValue())
            : null,
        version.isObject() ? new ClassifierVersion(version.path("version").textValue()) : null,
        elements(run.path("config").path("classifications"))
            .map(
                other ->
                    new Classification(
                        other.path("id").textValue(),
                        other.path("type").textValue(),
                        other.path("description").textValue()))
            .toList(),
        file.isObject()
            ? new File(
                file.path("id").textValue(),
                file.path("name").textValue(),
                file.path("type").textValue())
            : null,
        run.path("dashboardUrl").textValue(),
        run.path("createdAt").textValue(),
        Compared.of(run.path("initialOutput")),
        Compared.of(run.path("reviewedOutput")),
        baseProcessor(run.path("config")));
  }

  private static String baseProcessor(JsonNode config) {
    return Stream.of("baseProcessor", "baseVersion")
        .map(name -> config.path(name).textValue())
        .filter(Objects::nonNull)
        .reduce((name, version) -> name + " " + version)
        .orElse(null);
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return array.isArray()
        ? StreamSupport.stream(array.spliterator(), false).filter(JsonNode::isObject)
        : Stream.empty();
  }

  private static String key(JsonNode parent, String name) throws JsonMappingException {
    JsonNode value = parent.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    // Half a surrogate pair would be changed on its way through headers and file names.
    if (!value.isTextual() || !UTF_8.newEncoder().canEncode(value.textValue())) {
      throw misshapen(name, "a text");
    }
    return value.textValue();
  }

  private static boolean flag(JsonNode parent, String name) throws JsonMappingException {
    JsonNode value = parent.path(name);
    if (value.isMissingNode() || value.isNull() || value.isBoolean()) {
      return value.booleanValue();
    }
    throw misshapen(name, "true or false");
  }

  private static JsonMappingException misshapen(String name, String shape) {
    return new JsonMappingException(null, "%s of the run is not %s".formatted(name, shape));
  }
}
