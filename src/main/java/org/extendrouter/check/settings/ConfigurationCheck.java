package org.extendrouter.check.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.broker.BrokerProperties;
import org.extendrouter.check.certificates.UnusableBundle;
import org.extendrouter.check.components.ComponentSettings;
import org.extendrouter.check.components.UnsupportedDatabase;
import org.extendrouter.check.directories.ChangingDataDirectory;
import org.extendrouter.check.directories.JournalNotOnDisk;
import org.extendrouter.check.directories.MissingTemplateDirectory;
import org.extendrouter.check.directories.UnusableDataDirectory;
import org.extendrouter.check.directories.UnwritableLogFile;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.KnownKeys;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.check.keys.SettingsBinding;
import org.extendrouter.check.process.CompetingFiles;
import org.extendrouter.check.process.MisnamedFile;
import org.extendrouter.check.process.UnknownArgument;
import org.extendrouter.check.process.UnknownLogLevel;
import org.extendrouter.check.process.UnusableCollector;
import org.extendrouter.connection.BrokerLocation;
import org.extendrouter.database.LedgerProperties;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.document.ApiProperties;
import org.extendrouter.document.DocumentProperties;
import org.extendrouter.httpclient.HttpProperties;
import org.extendrouter.management.ManagementProperties;
import org.extendrouter.openticket.OpenTicketProperties;
import org.extendrouter.page.PageProperties;
import org.extendrouter.payload.PayloadProperties;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.extendrouter.review.ReviewProperties;
import org.extendrouter.runs.WorkflowProperties;
import org.extendrouter.triage.TriageProperties;
import org.extendrouter.webhook.WebhookProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyCaching;
import org.springframework.boot.context.properties.source.ConfigurationPropertyCaching.CacheOverride;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Binds every setting below {@code extend.} as the start does, and says of each that cannot be
 * bound, is out of its range, is not known or breaks a rule where it stands and what to write.
 */
public final class ConfigurationCheck {

  /** Every class that settings are bound to. */
  static final List<Class<?>> SETTINGS =
      List.of(
          ApiProperties.class,
          BrokerLocation.class,
          BrokerProperties.class,
          DocumentProperties.class,
          FilesProperties.class,
          HttpProperties.class,
          LedgerProperties.class,
          ManagementProperties.class,
          OpenTicketProperties.class,
          PageProperties.class,
          PayloadProperties.class,
          RedeliveryProperties.class,
          ReviewProperties.class,
          TriageProperties.class,
          WebhookProperties.class,
          WorkflowProperties.class);

  /** Keys that binding these classes does not ask for. */
  private static final List<ConfigurationPropertyName> OTHER_KEYS =
      List.of(
          // Routes and the broker read it.
          KnownKeys.ROOT.append("data-dir"),
          // Nobody asks for it as long as no type is listed.
          KnownKeys.ROOT.append("types[0].threshold"));

  /** In the order in which their faults are told. */
  private static final List<SettingRule> RULES =
      List.of(
          standalone(new UnknownArgument()),
          standalone(new CompetingFiles()),
          standalone(new MisnamedFile(Path.of("").toAbsolutePath())),
          new UnknownKey(),
          new TextInPlaceOfSettings(),
          new UnfilledPlaceholder(),
          new UnusableDataDirectory(),
          new ChangingDataDirectory(),
          standalone(new JournalNotOnDisk()),
          new MalformedBrokerAddress(),
          standalone(new UnsupportedDatabase()),
          standalone(new SettingOfALibrary()),
          standalone(new RouterTurnedOff()),
          new MissingTemplateDirectory(),
          standalone(new SettingsOfSpring()),
          new UnsuitableCamelOption(),
          standalone(new ComponentSettings()),
          new UnknownLogLevel(),
          new UnwritableLogFile(),
          standalone(new UnusableCollector()),
          new UnusableBundle());

  private ConfigurationCheck() {}

  /** A rule for the router's own process: an application may have reasons of its own. */
  private static SettingRule standalone(SettingRule rule) {
    return settings ->
        Installation.isStandalone(settings.environment()) ? rule.faults(settings) : Stream.empty();
  }

  /**
   * Checks an environment.
   *
   * @param environment with all its sources
   * @return what is wrong; empty if nothing is
   */
  public static List<Fault> faults(ConfigurableEnvironment environment) {
    // Each of thousands of questions would read the names in all sources again.
    CacheOverride unchanged = ConfigurationPropertyCaching.get(environment).override();
    try {
      BoundSettings settings = bind(environment);
      return Stream.concat(
              settings.faults().stream(), RULES.stream().flatMap(rule -> rule.faults(settings)))
          .toList();
    } finally {
      unchanged.close();
    }
  }

  /**
   * The keys of the router.
   *
   * @param environment with all its sources
   * @return those that somebody reads
   */
  public static KnownKeys keys(ConfigurableEnvironment environment) {
    return bind(environment).keys();
  }

  private static BoundSettings bind(ConfigurableEnvironment environment) {
    return SettingsBinding.of(environment, SETTINGS, OTHER_KEYS);
  }
}
