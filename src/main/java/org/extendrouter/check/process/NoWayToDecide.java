package org.extendrouter.check.process;

import java.util.List;
import java.util.Set;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.review.ReviewProperties.Channel;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Warns if tickets come with neither files to move nor a page to open. */
public final class NoWayToDecide {

  private NoWayToDecide() {}

  /**
   * Looks at the channels and at the pages.
   *
   * @param environment the settings, which can be bound
   * @return one warning, or none
   */
  public static List<Fault> warnings(Environment environment) {
    boolean byFile =
        Binder.get(environment)
            .bind("extend.review.channels", Bindable.setOf(Channel.class))
            .orElse(Set.of())
            .contains(Channel.FILE);
    boolean byPage = !environment.getProperty("extend.review.page.base-url", "").isBlank();
    return byFile || byPage
        ? List.of()
        : List.of(
            new Fault(
                "extend.review.channels",
                "tickets go by mail alone and name no way to decide about them, as"
                    + " extend.review.page.base-url is empty",
                "set extend.review.page.base-url, or add file to the channels, unless scripts or"
                    + " reviewers in Extend decide"));
  }
}
