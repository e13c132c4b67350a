package org.extendrouter.check.settings;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.review.ReviewProperties;
import org.extendrouter.review.ReviewProperties.Recipients;
import org.extendrouter.triage.TriageProperties;
import org.extendrouter.triage.TriageProperties.Type;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** Compares the types that are listed in settings with those that have a route. */
public final class TypeNames {

  private static final int LEAST_LETTERS = 4;

  private TypeNames() {}

  /**
   * Finds misspelt types. Their threshold would hold for nothing, and the default for the type that
   * was meant.
   *
   * @param environment the settings, which can be bound
   * @param routed the branches that have a route
   * @return what is wrong; empty if nothing is
   */
  public static List<Fault> faults(Environment environment, Set<String> routed) {
    TriageProperties triage =
        Binder.get(environment).bindOrCreate("extend", TriageProperties.class);
    List<Type> types = triage.types();
    Set<String> unlisted = unlisted(types, routed);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Type type = types.get(i);
      Optional<String> meant =
          routed.contains(name(type)) ? Optional.empty() : closest(name(type), unlisted);
      if (meant.isPresent()) {
        faults.add(
            new Fault(
                new SettingPlaces(environment).place(key(type, i)),
                "no route takes \"%s\", and %s has a route but no entry"
                    .formatted(name(type), meant.get()),
                "did you mean %1$s? If Extend sends this name, add branch: %1$s. If both are right,"
                        .formatted(meant.get())
                    + " give "
                    + meant.get()
                    + " an entry of its own"));
      }
    }
    faults.addAll(ids(environment, types));
    faults.addAll(recipients(environment, triage, routed));
    return faults;
  }

  /**
   * Finds types that may be misspelt. One without a route goes to review, so that it is no fault.
   *
   * @param environment the settings, which can be bound
   * @param routed the branches that have a route
   * @return a warning for each; empty if there is none
   */
  public static List<Fault> warnings(Environment environment, Set<String> routed) {
    List<Type> types =
        Binder.get(environment).bindOrCreate("extend", TriageProperties.class).types();
    Set<String> listed = new TreeSet<>(routed);
    listed.retainAll(types.stream().map(TypeNames::name).toList());
    Set<String> unlisted = unlisted(types, routed);
    SettingPlaces places = new SettingPlaces(environment);
    List<Fault> warnings = new ArrayList<>(alike(places, types));
    for (int i = 0; i < types.size(); i++) {
      String name = name(types.get(i));
      ConfigurationPropertyName key = key(types.get(i), i);
      // What is close to one that is not listed is a fault.
      if (!routed.contains(name) && closest(name, unlisted).isEmpty()) {
        closest(name, listed)
            .map(
                meant ->
                    new Fault(
                        places.place(key),
                        "no route takes \"%s\", which goes to review".formatted(name),
                        "did you mean %s?".formatted(meant)))
            .ifPresent(warnings::add);
      }
    }
    return warnings;
  }

  /** Extend sends none of them, so that the entry would hold for nothing. */
  private static List<Fault> ids(Environment environment, List<Type> types) {
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      List<String> ids = types.get(i).ids();
      for (int j = 0; j < ids.size(); j++) {
        if (!ids.get(j).equals(ids.get(j).strip())) {
          String key = "extend.types[%s].ids[%s]".formatted(i, j);
          faults.add(
              new Fault(
                  new SettingPlaces(environment).place(key),
                  "\"%s\" is no id: it has a blank at an end".formatted(ids.get(j)),
                  "write the id as Extend shows it, for example cls_a, or remove it"));
        }
      }
    }
    return faults;
  }

  /** People take them for one, and Extend sends one of them. */
  private static List<Fault> alike(SettingPlaces places, List<Type> types) {
    List<Fault> warnings = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < types.size(); i++) {
      String looks = Normalizer.normalize(types.get(i).type(), Normalizer.Form.NFC).strip();
      Integer first = seen.putIfAbsent(looks, i);
      if (first != null) {
        warnings.add(
            new Fault(
                places.place("extend.types[%s].type".formatted(i)),
                "\"%s\" looks like the type of extend.types[%s], and is another: they differ in"
                        .formatted(looks, first)
                    + " blanks at an end, or in how a letter with an accent is composed",
                "keep one of them, copied from Extend"));
      }
    }
    return warnings;
  }

  private static Set<String> unlisted(List<Type> types, Set<String> routed) {
    Set<String> unlisted = new TreeSet<>(routed);
    types.forEach(type -> unlisted.remove(name(type)));
    return unlisted;
  }

  private static ConfigurationPropertyName key(Type type, int index) {
    return ConfigurationPropertyName.of(
        "extend.types[%s].%s".formatted(index, type.branch() == null ? "type" : "branch"));
  }

  /** Mail about a type that is nowhere known would go to the recipients of all others. */
  private static List<Fault> recipients(
      Environment environment, TriageProperties triage, Set<String> routed) {
    Set<String> known = new TreeSet<>(routed);
    triage.types().forEach(type -> known.addAll(List.of(type.type(), name(type))));
    List<Recipients> recipients =
        Binder.get(environment)
            .bindOrCreate("extend.review", ReviewProperties.class)
            .email()
            .recipients();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < recipients.size(); i++) {
      String written = recipients.get(i).type();
      String key = "extend.review.email.recipients[%s].type".formatted(i);
      if (!known.contains(written)) {
        closest(written, known)
            .map(
                meant ->
                    new Fault(
                        new SettingPlaces(environment).place(key),
                        "no route takes \"%s\", and extend.types does not list it"
                            .formatted(written),
                        "did you mean %s? If Extend sends this name, list it in extend.types"
                            .formatted(meant)))
            .ifPresent(faults::add);
      }
    }
    return faults;
  }

  /** Short names are close to each other by chance, unless only the case of letters differs. */
  private static Optional<String> closest(String written, Set<String> known) {
    return Spelling.closest(
        written,
        known.stream()
            .filter(
                name ->
                    Math.min(name.length(), written.length()) >= LEAST_LETTERS
                        || name.equalsIgnoreCase(written.strip()))
            .toList());
  }

  private static String name(Type type) {
    return type.branch() == null ? type.type() : type.branch();
  }
}
