package org.extendrouter.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

  @ParameterizedTest
  @CsvSource({
    "0.8999999999999999999999, 0.90, 0.8999999999999999",
    "0.9, 0.90, 0.9",
    "0.9000000000000000000001, 0.90, 0.9",
    "0.41, 0.90, 0.41",
    "0.41, , 0.41",
    "1E-999999999, 0, 0.0",
    "-1E-999999999, 0, -4.9E-324",
    "1E999999999, 0.90, Infinity"
  })
  void whatIsBelowABoundStaysBelowIt(BigDecimal value, BigDecimal bound, double number) {
    assertThat(Decimals.floating(value, bound)).isEqualTo(number);
  }
}
