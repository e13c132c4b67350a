package org.extendrouter.check.values;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.triage.TriageProperties;
import org.extendrouter.triage.TriageProperties.Type;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Warns of values that let everything through, which few have meant. */
public final class LooseValue {

  private static final String DEFAULT = "extend.default-threshold";
  private static final String MAX_AGE = "extend.webhook.max-age";
  private static final String MAX_AHEAD = "extend.webhook.max-ahead";

  /** No clock is wrong by more, unless it is wrong altogether. */
  private static final Duration FAR_AHEAD = Duration.ofDays(1);

  private LooseValue() {}

  /**
   * Looks at thresholds, and at how old or new a request may be.
   *
   * @param environment the settings, which can be bound
   * @return a warning for each; empty if there is none
   */
  public static List<Fault> warnings(Environment environment) {
    List<Fault> warnings = new ArrayList<>();
    TriageProperties triage =
        Binder.get(environment).bindOrCreate("extend", TriageProperties.class);
    if (triage.defaultThreshold() != null && triage.defaultThreshold().signum() == 0) {
      warnings.add(
          new Fault(
              DEFAULT,
              "at 0 every run that no entry of extend.types is about is accepted, however unsure the model is",
              "set a number up to 1, for example 0.85, unless nobody is to review any"));
    }
    for (int i = 0; i < triage.types().size(); i++) {
      Type type = triage.types().get(i);
      String key = "extend.types[%s].threshold".formatted(i);
      String written = environment.getProperty(key);
      if (written != null && written.isBlank()) {
        warnings.add(
            new Fault(
                key,
                "is empty, so that %s, %s, holds for every run of the type \"%s\""
                    .formatted(DEFAULT, triage.defaultThreshold(), type.type()),
                "write a number from 0 to 1 behind it, for example 0.85, or remove the line"));
      }
    }
    warnings.addAll(times(environment));
    return warnings;
  }

  private static List<Fault> times(Environment environment) {
    List<Fault> warnings = new ArrayList<>();
    if (duration(environment, MAX_AGE).isZero()) {
      warnings.add(
          new Fault(
              MAX_AGE,
              "0s turns the check off: whoever has recorded a request may send it again years later",
              "set how old a request may be, for example 300s"));
    }
    if (duration(environment, MAX_AHEAD).compareTo(FAR_AHEAD) > 0) {
      warnings.add(
          new Fault(
              MAX_AHEAD,
              "a request may be dated more than a day ahead, which no clock of Extend's is",
              "set how far clocks may differ, for example 60s"));
    }
    return warnings;
  }

  private static Duration duration(Environment environment, String key) {
    return Binder.get(environment).bind(key, Duration.class).orElse(Duration.ofSeconds(1));
  }
}
