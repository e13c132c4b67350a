package org.extendrouter.check.libraries;

import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * Warns of an application on Undertow, which refuses bodies that the router takes: it does so
 * without a word, and Extend sends them again in vain.
 */
public final class UndertowLimit {

  private static final String KEY = "server.undertow.max-http-post-size";
  private static final String OURS = "extend.webhook.max-body-size";

  private static final String UNDERTOW = "io/undertow/Undertow.class";

  /** Where one of them is there, Spring Boot leaves Undertow alone. */
  private static final List<String> PREFERRED =
      List.of("org/apache/catalina/startup/Tomcat.class", "org/eclipse/jetty/server/Server.class");

  /** Since 2.3.24. Before there was none, and one that is set does no harm. */
  private static final DataSize OF_UNDERTOW = DataSize.ofMegabytes(2);

  private UndertowLimit() {}

  /**
   * Looks at the server and its limit.
   *
   * @param environment the settings, which can be bound
   * @param classPath what loads the classes of the server
   * @return one warning, or none
   */
  public static List<Fault> warnings(Environment environment, ClassLoader classPath) {
    DataSize set = size(KEY, environment);
    boolean isSet = set.toBytes() > 0;
    DataSize needed = size(OURS, environment);
    if (!isServer(classPath) || needed.compareTo(isSet ? set : OF_UNDERTOW) <= 0) {
      return List.of();
    }
    String most = environment.getProperty(OURS);
    return List.of(
        new Fault(
            KEY,
            "%s with 500 before the router sees it, which takes up to %s"
                .formatted(
                    isSet
                        ? "is %s, and Undertow answers a larger body"
                            .formatted(environment.getProperty(KEY))
                        : "is not set, and Undertow answers a larger body than its own 2MB",
                    most),
            "set it to %s or more".formatted(most)));
  }

  private static boolean isServer(ClassLoader classPath) {
    return classPath.getResource(UNDERTOW) != null
        && PREFERRED.stream().allMatch(server -> classPath.getResource(server) == null);
  }

  private static DataSize size(String key, Environment environment) {
    return Binder.get(environment).bind(key, DataSize.class).orElse(DataSize.ofBytes(0));
  }
}
