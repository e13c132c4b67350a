package org.extendrouter.triage;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.extendrouter.event.ClassifyRun.Output;
import org.extendrouter.triage.TriageProperties.Type;
import org.springframework.stereotype.Component;

/** What {@code extend.types} says of a classification: its branch and its threshold. */
@Component
public final class TypeSettings {

  private final BigDecimal defaultThreshold;
  private final List<Type> types;

  /**
   * The settings of an installation.
   *
   * @param properties the thresholds, and the branches that types and classification ids belong to
   */
  public TypeSettings(TriageProperties properties) {
    this.defaultThreshold = properties.defaultThreshold();
    this.types = properties.types();
  }

  /**
   * The threshold of what has no type, or one without its own.
   *
   * @return a confidence, 0 to 1
   */
  public BigDecimal defaultThreshold() {
    return defaultThreshold;
  }

  /**
   * The branch of a classification. An id counts more than a type: it survives a rename.
   *
   * @param output the classification; may be null
   * @return the branch's name; null if there is none, or none that can stand in a queue's name
   */
  public String branch(Output output) {
    if (output == null) {
      return null;
    }
    Optional<Type> byId = byId(output.id());
    return byId.isPresent() ? byId.get().branchName() : branch(output.type());
  }

  /**
   * The branch of a type.
   *
   * @param type the type's name; may be null
   * @return the branch's name; null if there is none, or none that can stand in a queue's name
   */
  public String branch(String type) {
    Optional<Type> byName = byName(type);
    return byName.isPresent() ? byName.get().branchName() : BranchName.isPlain(type) ? type : null;
  }

  /** The name of a classification in the settings, if its id is there; else its own. */
  String name(String id, String type) {
    return byId(id).map(Type::type).orElse(type);
  }

  /** The branch of each type of the settings that has one, in their order. */
  Map<String, String> branches() {
    Map<String, String> branches = new LinkedHashMap<>();
    types.stream()
        .filter(type -> type.branchName() != null)
        .forEach(type -> branches.put(type.type(), type.branchName()));
    return branches;
  }

  /**
   * The threshold of a classification.
   *
   * @param output the classification; may be null
   * @return the lowest confidence that is accepted, 0 to 1
   */
  public BigDecimal threshold(Output output) {
    return output == null
        ? defaultThreshold
        : byId(output.id())
            .or(() -> byName(output.type()))
            .map(this::threshold)
            .orElseGet(() -> strictest(branch(output.type())));
  }

  /** A type without settings may be the branch of others, which have some. */
  private BigDecimal strictest(String branch) {
    return types.stream()
        .filter(type -> branch != null && branch.equals(type.branchName()))
        .map(this::threshold)
        .max(Comparator.naturalOrder())
        .orElse(defaultThreshold);
  }

  private BigDecimal threshold(Type type) {
    return type.threshold() == null ? defaultThreshold : type.threshold();
  }

  private Optional<Type> byId(String id) {
    return first(type -> id != null && type.ids().contains(id));
  }

  private Optional<Type> byName(String name) {
    return first(type -> type.type().equals(name));
  }

  private Optional<Type> first(Predicate<Type> wanted) {
    return types.stream().filter(wanted).findFirst();
  }
}
