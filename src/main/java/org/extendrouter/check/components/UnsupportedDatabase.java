package org.extendrouter.check.components;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.check.values.UnsetVariable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.util.ClassUtils;

/** A database that the ledger cannot be in, or whose driver is not there. */
public final class UnsupportedDatabase implements SettingRule {

  private static final ConfigurationPropertyName URL =
      ConfigurationPropertyName.of("spring.datasource.url");
  private static final ConfigurationPropertyName DRIVER =
      ConfigurationPropertyName.of("spring.datasource.driver-class-name");
  private static final Pattern PRODUCT = Pattern.compile("jdbc:[^:]*:?");

  /** The last two are in front of any database; of an unknown one, the driver decides. */
  private static final Set<DatabaseDriver> SUPPORTED =
      EnumSet.of(
          DatabaseDriver.H2,
          DatabaseDriver.POSTGRESQL,
          DatabaseDriver.UNKNOWN,
          DatabaseDriver.AWS_WRAPPER,
          DatabaseDriver.TESTCONTAINERS);

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    String url = settings.value(URL);
    String driver = settings.value(DRIVER);
    if (UnsetVariable.isIn(url + driver)) {
      return Stream.concat(
          UnsetVariable.fault(settings.places().place(URL), url).stream(),
          UnsetVariable.fault(settings.places().place(DRIVER), driver).stream());
    }
    if (!driver.isEmpty() && !ClassUtils.isPresent(driver, null)) {
      return Stream.of(
          settings.fault(
              DRIVER,
              "there is no class " + driver,
              "remove it, or put its jar into lib/; without the start script, start with -Dloader.path=lib"));
    }
    Matcher product = PRODUCT.matcher(url);
    // Another address is told of the setting that follows this one.
    return !product.lookingAt() || isUsable(DatabaseDriver.fromJdbcUrl(url), driver)
        ? Stream.empty()
        : Stream.of(
            settings.fault(
                URL,
                product.group()
                    + " is no database that the ledger can be in, which are H2 and PostgreSQL",
                "write it as jdbc:postgresql://db.example.com/extend, or remove it for an H2 file"));
  }

  private static boolean isUsable(DatabaseDriver database, String driver) {
    return SUPPORTED.contains(database)
        && (!driver.isEmpty()
            || database.getDriverClassName() != null
                && ClassUtils.isPresent(database.getDriverClassName(), null));
  }
}
