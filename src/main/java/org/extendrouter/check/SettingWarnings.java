package org.extendrouter.check;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.components.InertBrokerOption;
import org.extendrouter.check.directories.JournalLeftBehind;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.libraries.UndertowLimit;
import org.extendrouter.check.limits.FewFiles;
import org.extendrouter.check.limits.FewThreads;
import org.extendrouter.check.process.NoWayToDecide;
import org.extendrouter.check.process.ShortSecret;
import org.extendrouter.check.process.UnknownProfile;
import org.extendrouter.check.process.UnknownTemplate;
import org.extendrouter.check.sources.MisspeltVariable;
import org.extendrouter.check.sources.ReplacedList;
import org.extendrouter.check.sources.UnquotedType;
import org.extendrouter.check.sources.UnreadFile;
import org.extendrouter.check.values.LooseValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/** Warns at each start of settings that work, and hardly as they were meant. */
@Component
final class SettingWarnings {

  private static final Logger LOG = LoggerFactory.getLogger(SettingWarnings.class);

  private final ConfigurableEnvironment environment;

  SettingWarnings(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void warn() {
    of(environment).forEach(warning -> LOG.warn("{}", warning));
  }

  /**
   * Looks at the settings.
   *
   * @param environment the settings, which can be bound
   * @return the warnings
   */
  static List<Fault> of(ConfigurableEnvironment environment) {
    return Stream.of(
            FewFiles.warnings(),
            FewThreads.warnings(),
            ShortSecret.warnings(environment),
            LooseValue.warnings(environment),
            UnquotedType.warnings(environment),
            NoWayToDecide.warnings(environment),
            UnknownTemplate.warnings(environment),
            UnknownProfile.warnings(environment, Path.of("").toAbsolutePath()),
            ReplacedList.warnings(environment),
            InertBrokerOption.warnings(environment),
            UndertowLimit.warnings(environment, SettingWarnings.class.getClassLoader()),
            JournalLeftBehind.warnings(environment),
            MisspeltVariable.warnings(environment),
            UnreadFile.warnings(environment))
        .flatMap(List::stream)
        .toList();
  }
}
