package org.extendrouter.ticket;

import java.util.regex.Pattern;
import org.extendrouter.text.SafeText;
import org.extendrouter.triage.Reason;

/**
 * What a person is asked about a run, in plain words.
 *
 * @param reason why it is asked
 * @param type the type the model saw; empty if there is none
 * @param confidence how sure the model is
 * @param threshold how sure it has to be
 * @param failure Extend's word for why the run failed; empty if there is none
 */
record Question(
    Reason reason, String type, Certainty confidence, Certainty threshold, String failure) {

  private static final int TYPE = 60;
  private static final int FAILURE = 40;

  /** As it sounds: an invoice, an unsigned form, a utility bill, an 8-K. */
  private static final Pattern AN = Pattern.compile("(?i)([aeio8]|u(?!ni|s|t)).*");

  /** The question on one line. */
  String words() {
    return switch (reason) {
      case UNREADABLE -> "An event that cannot be read";
      case PAYLOAD_UNAVAILABLE -> "A run that could not be fetched";
      case RUN_FAILED ->
          failure.isEmpty()
              ? "Extend could not classify this"
              : "Extend could not classify this: " + SafeText.oneLine(failure, FAILURE);
      case NOT_FINISHED -> "Extend had not finished this";
      case NO_OUTPUT -> "What is this? Extend gave it no type";
      case INVALID_CONFIDENCE -> isThis() + " Confidence missing or out of range";
      case LOW_CONFIDENCE -> isThis() + " " + sure() + needs();
      case UNROUTED_TYPE ->
          isThis() + " " + (confidence.isKnown() ? sure() + ", but no" : "No") + " route takes it";
      case REVIEWED_OTHERWISE -> isThis() + " A review in Extend differs from yours";
      case OTHER_TYPE -> "What is this? None of the types fits";
    };
  }

  private String isThis() {
    String shown = SafeText.oneLine(type, TYPE);
    return shown.isEmpty()
        ? "What is this?"
        : "Is this %s %s?".formatted(AN.matcher(shown).matches() ? "an" : "a", shown);
  }

  private String sure() {
    return confidence.isKnown() ? confidence.percent() + " sure" : "Not sure";
  }

  private String needs() {
    return threshold.isKnown() ? " (needs %s)".formatted(threshold.exactPercent()) : "";
  }
}
