package org.extendrouter.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person says of a run. */
public enum Verdict {
  /** The type that the model saw is right. */
  @JsonProperty("confirm")
  CONFIRM("confirmed"),
  /** The document is of another type. */
  @JsonProperty("correct")
  CORRECT("corrected"),
  /** The run is to go nowhere. */
  @JsonProperty("reject")
  REJECT("rejected");

  private final String past;

  Verdict(String past) {
    this.past = past;
  }

  /**
   * The verdict as it stands in headers, forms and files.
   *
   * @return one lower-case word
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String past() {
    return past;
  }

  /**
   * What it is to say that a run is of a type.
   *
   * @param type the type
   * @param seen the type that the model saw; null for none
   * @return that the model was right, or a correction
   */
  public static Verdict of(String type, String seen) {
    return type.equals(seen) ? CONFIRM : CORRECT;
  }

  /**
   * Finds a verdict by its word.
   *
   * @param word what someone wrote; may be null
   * @return nothing if it is none of the three
   */
  public static Optional<Verdict> of(String word) {
    return Arrays.stream(values()).filter(verdict -> verdict.word().equals(word)).findFirst();
  }
}
