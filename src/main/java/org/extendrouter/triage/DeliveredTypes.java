package org.extendrouter.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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
   */
  public record Target(String type, String branch) {

    /** What Windows, SMB and a shell take as it is. */
    private static final Pattern DIRECTORY =
        Pattern.compile(
            "[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_ .-]{0,98}[\\p{L}\\p{M}\\p{N}_-]|\\p{L}");

    /** Devices, to Windows. */
    private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul");

    /**
     * The name of the directory for tickets of this type.
     *
     * @return the type's name, or its branch's if that cannot be the name of a directory everywhere
     */
    public String directory() {
      boolean isName =
          DIRECTORY.matcher(type).matches() && !RESERVED.contains(type.toLowerCase(Locale.ROOT));
      return isName ? type : branch;
    }
  }

  /**
   * The types that are delivered now.
   *
   * @return those of {@code extend.types}, then each branch that is none of theirs
   */
  public List<Target> all() {
    Set<String> delivered = branches.names();
    List<Target> all = new ArrayList<>();
    settings.branches().forEach((type, branch) -> all.add(new Target(type, branch)));
    all.removeIf(target -> !delivered.contains(target.branch()));
    delivered.stream()
        .filter(branch -> !settings.branches().containsValue(branch))
        .forEach(branch -> all.add(new Target(branch, branch)));
    return List.copyOf(all);
  }
}
