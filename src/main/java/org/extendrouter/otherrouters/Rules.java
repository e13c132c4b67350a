package org.extendrouter.otherrouters;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.triage.TriageProperties;
import org.springframework.util.DigestUtils;

/**
 * What one router decides by.
 *
 * @param defaultThreshold as a plain number, so that 0.9 and 0.90 are alike
 * @param types each type of the settings, in the order of the alphabet
 * @param delivered what has a route, in the order of the alphabet
 */
record Rules(String defaultThreshold, List<String> types, List<String> delivered) {

  static Rules of(TriageProperties settings, List<String> delivered) {
    return new Rules(
        plain(settings.defaultThreshold()),
        settings.types().stream()
            .sorted(Comparator.comparing(TriageProperties.Type::type))
            .map(Rules::shown)
            .toList(),
        delivered.stream().sorted().toList());
  }

  /** Is the same for the same rules, also in another process, and fits into a header. */
  String digest() {
    return DigestUtils.md5DigestAsHex(toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String shown(TriageProperties.Type type) {
    return String.join(
        " ",
        Stream.concat(
                Stream.of(type.type(), "" + type.branchName(), plain(type.threshold())),
                type.ids().stream().sorted())
            .toList());
  }

  private static String plain(BigDecimal threshold) {
    return threshold == null ? "-" : threshold.stripTrailingZeros().toPlainString();
  }
}
