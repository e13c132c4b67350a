package org.extendrouter.check.certificates;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.ssl.SslBundle;

/**
 * A bundle of key stores.
 *
 * @param properties what it is made from
 * @param name its key
 * @param user the setting that names it
 * @param settings all settings
 */
record StoreBundle(
    JksSslBundleProperties properties,
    ConfigurationPropertyName name,
    ConfigurationPropertyName user,
    BoundSettings settings) {

  List<Fault> faults() {
    SslBundle bundle;
    try {
      bundle = PropertiesSslBundle.get(properties, BundleFile.loader());
    } catch (RuntimeException unusable) {
      return List.of(UnusableBundle.asAWhole(unusable, name, user, settings));
    }
    List<Fault> faults =
        new ArrayList<>(
            Stream.of(
                    fault("keystore", properties.getKeystore(), bundle.getStores()::getKeyStore),
                    fault(
                        "truststore",
                        properties.getTruststore(),
                        bundle.getStores()::getTrustStore))
                .flatMap(Optional::stream)
                .toList());
    if (faults.isEmpty()
        && !file("keystore", properties.getKeystore()).isReadByApplication()
        && !file("truststore", properties.getTruststore()).isReadByApplication()) {
      try {
        bundle.createSslContext();
      } catch (RuntimeException unusable) {
        faults.add(
            isOfAPassword(unusable)
                ? settings.fault(
                    name.append("key.password"),
                    "does not open the key of the key store",
                    "write the password of the key")
                : UnusableBundle.asAWhole(unusable, name, user, settings));
      }
    }
    return faults;
  }

  private Optional<Fault> fault(
      String part, JksSslBundleProperties.Store of, Supplier<KeyStore> made) {
    ConfigurationPropertyName store = name.append(part);
    BundleFile file = file(part, of);
    if (file.isReadByApplication()) {
      return Optional.empty();
    }
    Optional<Fault> unreadable = file.unreadable();
    if (unreadable.isPresent() || !file.isSet()) {
      return unreadable;
    }
    try {
      KeyStore read = made.get();
      // Without its password, a PKCS12 store shows none of its certificates.
      return read == null || read.size() > 0
          ? Optional.empty()
          : Optional.of(
              file.fault(file.name() + " shows no certificate", "set " + store.append("password")));
    } catch (RuntimeException | KeyStoreException unusable) {
      return Optional.of(
          isOfAPassword(unusable)
              ? settings.fault(
                  store.append("password"),
                  "does not open " + file.name(),
                  "write the password of this key store")
              : file.fault(
                  file.name() + " cannot be read as a key store",
                  "write the path of a PKCS12 or JKS key store"));
    }
  }

  private BundleFile file(String part, JksSslBundleProperties.Store of) {
    return new BundleFile(name.append(part).append("location"), of.getLocation(), settings);
  }

  private static boolean isOfAPassword(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(UnrecoverableKeyException.class::isInstance);
  }
}
