package org.extendrouter.openticket;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.extendrouter.text.SafeText;

/**
 * What can be decided about a ticket. To reject is always possible.
 *
 * @param type the type that can be confirmed: the model's, or what a reviewer in Extend has made of
 *     it; null if there is none
 * @param branch the branch it goes to then; null if it is filed
 * @param types the types that it can be corrected to; empty if it cannot
 * @param delivered the type that the run was delivered as, so that to choose it delivers nothing
 *     again; null if it was not delivered
 * @param model what the model said
 */
public record Choices(String type, String branch, List<Type> types, String delivered, Model model) {

  private static final int LONGEST_NAME = 200;

  /**
   * What the model said.
   *
   * @param type null if it saw none
   * @param confidence how sure it was; null if it did not say
   */
  public record Model(String type, BigDecimal confidence) {}

  /**
   * A type to choose.
   *
   * @param type its name
   * @param description what such a document is; may be null
   * @param branch the branch it goes to; null if it is filed
   */
  public record Type(String type, String description, String branch) {}

  /**
   * Whether to choose a type keeps what was delivered.
   *
   * @param some the type; may be null
   * @return true if nothing is delivered again
   */
  public boolean keeps(String some) {
    return some != null && some.equals(delivered);
  }

  /**
   * Whether nothing but to reject is possible.
   *
   * @return true for a run without a classification to speak of
   */
  public boolean isRejectOnly() {
    return types.isEmpty();
  }

  /**
   * Where the run goes.
   *
   * @param chosen the type that was chosen; null for none
   * @return the name of a branch that is delivered; null if the run is filed
   */
  public String branchOf(String chosen) {
    return chosen != null && chosen.equals(type)
        ? branch
        : find(chosen).map(Type::branch).orElse(null);
  }

  /**
   * Why the run cannot go on as a type.
   *
   * @param chosen the type; null if there is none to confirm
   * @return for people, what to do instead; null if it can
   */
  public String obstacle(String chosen) {
    if (isRejectOnly()) {
      return "This run has no classification to go on with. It can be rejected, or Extend can send"
          + " it again once the cause is fixed.";
    }
    if (chosen == null) {
      return "The model saw no type that could be confirmed. Correct it to a type, or reject it.";
    }
    return chosen.equals(type) || find(chosen).isPresent()
        ? null
        : "There is no type \"%s\". Choose one of %s."
            .formatted(
                SafeText.oneLine(chosen, LONGEST_NAME),
                types.stream()
                    .map(some -> SafeText.oneLine(some.type(), LONGEST_NAME))
                    .collect(Collectors.joining(", ")));
  }

  private Optional<Type> find(String chosen) {
    return types.stream().filter(some -> some.type().equals(chosen)).findFirst();
  }
}
