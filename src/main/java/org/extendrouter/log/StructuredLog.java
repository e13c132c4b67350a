package org.extendrouter.log;

import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Whether the log has fields, by Spring Boot's own settings. What each message and each step costs
 * for them is saved where nobody sees them.
 */
@Component("extendStructuredLog")
public final class StructuredLog {

  private final boolean on;

  StructuredLog(Environment environment) {
    this.on =
        Stream.of("console", "file")
            .map(where -> environment.getProperty("logging.structured.format." + where))
            .anyMatch(StringUtils::hasText);
  }

  /**
   * Whether {@link LogFields} are seen.
   *
   * @return true if the console or the file is structured
   */
  public boolean isOn() {
    return on;
  }
}
