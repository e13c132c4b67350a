package org.extendrouter.triage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The types whose runs are delivered: what a person can send a run on as. */
@Component
public final class DeliveredTypes {

  private final TypeSettings settings;
  private final RoutedBranches branches;

  DeliveredTypes(TypeSettings settings, RoutedBranches branches) {
    this.settings = settings;
    this.branches = branches;
  }

  /**
   * A type that is delivered.
   *
   * @param type its name
   * @param branch the branch that takes it
   * @param directory the name of the directory for tickets of this type: the type's name, or its
   *     branch's if that cannot be the name of a directory everywhere, or one with a number if a
   *     type before it has that, be it in upper or lower case
   */
  public record Target(String type, String branch, String directory) {}

  /**
   * The types that are delivered now.
   *
   * @return those of {@code extend.types}, then each branch that is none of theirs
   */
  public List<Target> all() {
    Set<String> delivered = branches.names();
    Map<String, String> all = new LinkedHashMap<>(settings.branches());
    all.values().retainAll(delivered);
    delivered.stream()
        .filter(branch -> !settings.branches().containsValue(branch))
        .forEach(branch -> all.put(branch, branch));
    Map<String, String> directories = DirectoryNames.of(all);
    return all.entrySet().stream()
        .map(one -> new Target(one.getKey(), one.getValue(), directories.get(one.getKey())))
        .toList();
  }
}
