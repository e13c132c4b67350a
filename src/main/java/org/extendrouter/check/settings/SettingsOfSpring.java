package org.extendrouter.check.settings;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.MisspeltKeys;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.check.keys.SettingsBinding;
import org.springframework.boot.actuate.autoconfigure.tracing.TracingProperties;
import org.springframework.boot.actuate.autoconfigure.tracing.otlp.OtlpTracingProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Settings of Spring Boot and Camel that the router runs on by itself. They are bound to the
 * classes that will be bound to them, so that a value that stops the start is found before.
 */
final class SettingsOfSpring implements SettingRule {

  /** Of these, no key is read by anything else. */
  private static final List<ConfigurationPropertyName> COMPLETE =
      List.of(
          ConfigurationPropertyName.of("server"),
          ConfigurationPropertyName.of("management.server"),
          ConfigurationPropertyName.of("management.otlp.tracing"),
          ConfigurationPropertyName.of("camel.main"),
          ConfigurationPropertyName.of("spring.artemis"),
          ConfigurationPropertyName.of("spring.datasource"),
          ConfigurationPropertyName.of("spring.ssl"));

  /** Below these, the classes of a pool are bound. */
  private static final List<ConfigurationPropertyName> POOLS =
      Stream.of("hikari", "tomcat", "dbcp2", "oracleucp")
          .map(ConfigurationPropertyName.of("spring.datasource")::append)
          .toList();

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    BoundSettings springs = SettingsBinding.of(settings.environment(), classes(), List.of());
    return Stream.of(
            springs.faults().stream(),
            MisspeltKeys.faults(springs, COMPLETE, POOLS),
            Ports.faults(springs))
        .flatMap(faults -> faults);
  }

  /** An application may be without some of them. */
  private static List<Class<?>> classes() {
    return List.of(
        ServerProperties.class,
        ManagementServerProperties.class,
        OtlpTracingProperties.class,
        TracingProperties.class,
        CamelConfigurationProperties.class,
        ArtemisProperties.class,
        DataSourceProperties.class,
        SslProperties.class);
  }
}
