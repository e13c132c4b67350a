package org.extendrouter.otherrouters;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.extendrouter.triage.TriageProperties;
import org.extendrouter.triage.TriageProperties.Type;
import org.junit.jupiter.api.Test;

class RulesTest {

  private static final Type INVOICE =
      new Type("invoice", null, new BigDecimal("0.9"), List.of("cl_1", "cl_2"));
  private static final Type RECEIPT = new Type("receipt", "receipts", null, List.of());

  @Test
  void theOrderAndTheWayANumberIsWrittenDecideNothing() {
    Type likewise = new Type("invoice", "invoice", new BigDecimal("0.90"), List.of("cl_2", "cl_1"));

    assertThat(digest("0.85", INVOICE, RECEIPT)).isEqualTo(digest("0.850", RECEIPT, likewise));
  }

  @Test
  void thresholdsTypesIdsAndBranchesDo() {
    assertThat(
            List.of(
                digest("0.85", INVOICE, RECEIPT),
                digest("0.86", INVOICE, RECEIPT),
                digest("0.85", INVOICE),
                digest("0.85", INVOICE, new Type("receipt", "slips", null, List.of())),
                digest("0.85", INVOICE, new Type("receipt", "receipts", null, List.of("cl_3"))),
                digest("0.85", INVOICE, new Type("receipt", "receipts", BigDecimal.ONE, List.of())),
                Rules.of(settings("0.85", INVOICE, RECEIPT), List.of("receipt=receipts")).digest()))
        .doesNotHaveDuplicates();
  }

  private static String digest(String threshold, Type... types) {
    return Rules.of(settings(threshold, types), List.of()).digest();
  }

  private static TriageProperties settings(String threshold, Type... types) {
    return new TriageProperties(new BigDecimal(threshold), List.of(types));
  }
}
