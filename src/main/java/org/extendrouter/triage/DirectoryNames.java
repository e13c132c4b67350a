package org.extendrouter.triage;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Gives each type a directory of its own, on Windows and SMB too, to which case is nothing. */
final class DirectoryNames {

  /** What Windows, SMB and a shell take as it is. */
  private static final Pattern DIRECTORY =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_ .-]{0,98}[\\p{L}\\p{M}\\p{N}_-]|\\p{L}");

  /** Devices, to Windows. */
  private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul");

  private final Map<String, String> directories = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  private final Predicate<String> canBeMade;

  private DirectoryNames(Predicate<String> canBeMade) {
    this.canBeMade = canBeMade;
  }

  /**
   * The directories of types.
   *
   * @param branches the branch of each type, in the order of the settings
   * @return the directory of each type
   */
  static Map<String, String> of(Map<String, String> branches) {
    return of(branches, DirectoryNames::canBeMadeHere);
  }

  /** With what this system takes as the name of a directory. */
  static Map<String, String> of(Map<String, String> branches, Predicate<String> canBeMade) {
    DirectoryNames names = new DirectoryNames(canBeMade);
    branches.keySet().stream()
        .filter(names::isName)
        .filter(names::isFree)
        .forEach(type -> names.give(type, type));
    branches.forEach(names::giveAnother);
    return Map.copyOf(names.directories);
  }

  private void giveAnother(String type, String branch) {
    if (directories.containsKey(type)) {
      return;
    }
    String name = branch;
    for (int number = 2; !isFree(name); number++) {
      name = branch + "-" + number;
    }
    give(type, name);
  }

  private void give(String type, String name) {
    directories.put(type, name);
    taken.add(key(name));
  }

  private boolean isFree(String name) {
    return !taken.contains(key(name));
  }

  private static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private boolean isName(String type) {
    return DIRECTORY.matcher(type).matches()
        && !RESERVED.contains(type.toLowerCase(Locale.ROOT))
        && canBeMade.test(type);
  }

  /** Without a UTF-8 locale, Java makes no file whose name is not ASCII. */
  private static boolean canBeMadeHere(String name) {
    try {
      Path.of(name);
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
