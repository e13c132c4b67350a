package org.extendrouter.check.certificates;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.check.fault.FailureMessage;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.KnownKeys;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.check.values.UnsetVariable;
import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** An SSL bundle that a setting names and that cannot be made, so that nothing would start. */
public final class UnusableBundle implements SettingRule {

  private static final ConfigurationPropertyName BUNDLES =
      ConfigurationPropertyName.of("spring.ssl.bundle");

  /** The router's, which an application sets, too. */
  private static final List<ConfigurationPropertyName> OWN =
      List.of(
          KnownKeys.ROOT.append("review.email.smtp.ssl-bundle"),
          KnownKeys.ROOT.append("payload.ssl-bundle"));

  private static final List<ConfigurationPropertyName> SERVERS =
      List.of(
          ConfigurationPropertyName.of("server.ssl.bundle"),
          ConfigurationPropertyName.of("management.server.ssl.bundle"));

  private static final ConfigurationPropertyName CAMEL =
      ConfigurationPropertyName.of("camel.component.http.ssl-bundle");

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    boolean standalone = Installation.isStandalone(settings.environment());
    Optional<SslProperties.Bundles> bundles = bundles(settings.environment());
    return Stream.concat(
            OWN.stream(),
            standalone
                ? Stream.concat(
                    SERVERS.stream().filter(key -> isOn(key, settings)), Stream.of(CAMEL))
                : Stream.empty())
        .filter(key -> !settings.value(key).isBlank())
        .filter(key -> !UnsetVariable.isIn(settings.value(key)))
        .flatMap(
            key ->
                bundles.stream()
                    .flatMap(defined -> faults(key, defined, settings, standalone).stream()))
        .distinct();
  }

  /** What cannot be bound is told as such. */
  private static Optional<SslProperties.Bundles> bundles(Environment environment) {
    try {
      return Optional.of(
          Binder.get(environment)
              .bindOrCreate("spring.ssl", Bindable.of(SslProperties.class))
              .getBundle());
    } catch (BindException toldAlready) {
      return Optional.empty();
    }
  }

  private static boolean isOn(ConfigurationPropertyName key, BoundSettings settings) {
    return !"false".equalsIgnoreCase(settings.value(key.getParent().append("enabled")));
  }

  private static List<Fault> faults(
      ConfigurationPropertyName key,
      SslProperties.Bundles defined,
      BoundSettings settings,
      boolean standalone) {
    String name = settings.value(key);
    PemSslBundleProperties pem = defined.getPem().get(name);
    JksSslBundleProperties jks = defined.getJks().get(name);
    if (pem != null) {
      return new PemBundle(pem, part("pem", name), key, settings).faults();
    }
    if (jks != null) {
      return new StoreBundle(jks, part("jks", name), key, settings).faults();
    }
    // An application may make bundles of its own.
    return standalone ? List.of(unknown(key, name, defined, settings)) : List.of();
  }

  /** Of what no file of it explains. */
  static Fault asAWhole(
      RuntimeException unusable,
      ConfigurationPropertyName name,
      ConfigurationPropertyName user,
      BoundSettings settings) {
    return settings.fault(
        user,
        "the SSL bundle %s cannot be used: %s"
            .formatted(settings.value(user), FailureMessage.of(unusable)),
        "correct it below " + name);
  }

  /** As lenient as Spring Boot is with names, which may hold capitals. */
  private static ConfigurationPropertyName part(String kind, String name) {
    return BUNDLES.append(ConfigurationPropertyName.adapt(kind + "." + name, '.'));
  }

  private static Fault unknown(
      ConfigurationPropertyName key,
      String name,
      SslProperties.Bundles defined,
      BoundSettings settings) {
    Collection<String> names =
        Stream.of(defined.getPem(), defined.getJks())
            .flatMap(kind -> kind.keySet().stream())
            .toList();
    return settings.fault(
        key,
        "there is no SSL bundle " + name,
        Spelling.closest(name, names)
            .map("did you mean %s?"::formatted)
            .orElse("define it below spring.ssl.bundle, or check its spelling"));
  }
}
