package org.extendrouter.check.process;

import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.webhook.SigningSecret;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Warns of a signing secret that may be guessed, or of which a part is missing. */
public final class ShortSecret {

  private static final String KEY = "extend.webhook.signing-secrets";

  private ShortSecret() {}

  /**
   * Looks at the secrets.
   *
   * @param environment the settings, which can be bound
   * @return one warning, or none
   */
  public static List<Fault> warnings(Environment environment) {
    boolean some =
        Binder.get(environment).bind(KEY, Bindable.listOf(String.class)).orElse(List.of()).stream()
            .map(SigningSecret::of)
            .anyMatch(SigningSecret::isShort);
    return some
        ? List.of(
            new Fault(
                KEY,
                "a signing secret has fewer than %d characters and may be guessed"
                    .formatted(SigningSecret.USUAL_LENGTH),
                "check that EXTEND_SIGNING_SECRETS holds it whole, as Extend shows it (wss_...)"))
        : List.of();
  }
}
