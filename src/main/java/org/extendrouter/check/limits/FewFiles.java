package org.extendrouter.check.limits;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.health.DiskTrouble;

/** Warns if the process may open too few files and connections for a burst of webhooks. */
public final class FewFiles {

  /** A router at rest has some 250 open, and each connection and large event takes more. */
  private static final long ENOUGH = 1024;

  private FewFiles() {}

  /**
   * Looks at the limit of this process.
   *
   * @return one warning, or none; none where the system does not tell
   */
  public static List<Fault> warnings() {
    try {
      return ManagementFactory.getOperatingSystemMXBean()
              instanceof UnixOperatingSystemMXBean system
          ? warnings(system.getMaxFileDescriptorCount())
          : List.of();
    } catch (NoClassDefFoundError withoutThatModule) {
      return List.of();
    }
  }

  static List<Fault> warnings(long most) {
    return most < 0 || most >= ENOUGH
        ? List.of()
        : List.of(
            new Fault(
                "open files",
                "the router may open %d, and a burst of webhooks takes more".formatted(most),
                DiskTrouble.MORE_FILES));
  }
}
