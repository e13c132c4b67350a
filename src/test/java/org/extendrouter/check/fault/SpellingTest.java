package org.extendrouter.check.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  private static final List<String> KNOWN = List.of("threshold", "type", "branch", "ids");

  @ParameterizedTest
  @CsvSource({
    "treshold, threshold",
    "Threshold, threshold",
    "tresholds, threshold",
    "thershold, threshold",
    "typ, type",
    "id, ids",
    "brnch, branch"
  })
  void oneSlipIsForgiven(String written, String meant) {
    assertThat(Spelling.closest(written, KNOWN)).hasValue(meant);
  }

  @Test
  void whatIsFarFromAllIsNone() {
    assertThat(Spelling.closest("recipients", KNOWN)).isEmpty();
    assertThat(Spelling.closest("x", List.of())).isEmpty();
  }
}
