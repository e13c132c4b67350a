package org.extendrouter.openticket;

import java.util.List;
import java.util.Optional;

/**
 * What can be decided about a ticket. To reject is always possible.
 *
 * @param modelType the type that can be confirmed; null if there is none
 * @param modelBranch the branch it goes to then; null if it is filed
 * @param types the types that it can be corrected to; empty if it cannot
 */
public record Choices(String modelType, String modelBranch, List<Type> types) {

  /**
   * A type to choose.
   *
   * @param type its name
   * @param description what such a document is; may be null
   * @param branch the branch it goes to; null if it is filed
   */
  public record Type(String type, String description, String branch) {}

  /**
   * Whether nothing but to reject is possible.
   *
   * @return true for a run without a classification to speak of
   */
  public boolean isRejectOnly() {
    return types.isEmpty();
  }

  /**
   * Finds a type among those to choose from.
   *
   * @param type its name; may be null
   * @return nothing if it cannot be chosen
   */
  public Optional<Type> find(String type) {
    return types.stream().filter(some -> some.type().equals(type)).findFirst();
  }
}
