package org.extendrouter.fetch;

import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * From where may be fetched.
 *
 * @param hosts names, each of which stands for itself and all hosts below it
 * @param allowPrivateAddresses whether hosts may be outside the public internet, at any port
 * @param trust whose certificates are believed
 */
public record FetchRules(List<String> hosts, boolean allowPrivateAddresses, SSLContext trust) {

  /**
   * Whether a host may be fetched from. Whole labels are compared, so that evil-example.com is not
   * taken for example.com.
   *
   * @param host its name in lower case
   * @return true if it is one of the hosts or below one
   */
  public boolean allow(String host) {
    return hosts.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name));
  }
}
