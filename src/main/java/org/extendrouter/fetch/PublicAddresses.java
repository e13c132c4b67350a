package org.extendrouter.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks hosts up, and rejects those that have an address outside the public internet. The
 * connection goes to the addresses returned here, so there is no second look-up that might say
 * something else.
 */
final class PublicAddresses implements DnsResolver {

  /** All that is not for public use, by IANA's special-purpose registries of IPv4 and IPv6. */
  private static final List<Network> SPECIAL =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          // Teredo and other protocol assignments; documentation; 6to4
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  /** The one block of IPv6 from which public addresses are given. */
  private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

  /** RFC 6052: the last four bytes are the IPv4 address meant. */
  private static final Network NAT64 = Network.of("64:ff9b::/96");

  /** A host has an address that nothing must be fetched from. */
  static final class ForbiddenAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    for (InetAddress address : addresses) {
      if (!isPublic(address.getAddress())) {
        throw new ForbiddenAddressException();
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  static boolean isPublic(byte[] address) {
    if (NAT64.contains(address)) {
      return isPublic(Arrays.copyOfRange(address, 12, 16));
    }
    return (address.length == 4 || GLOBAL_UNICAST.contains(address))
        && SPECIAL.stream().noneMatch(network -> network.contains(address));
  }

  private static List<Network> networks(String... networks) {
    return Stream.of(networks).map(Network::of).toList();
  }

  private record Network(byte[] prefix, int bits) {

    static Network of(String cidr) {
      int slash = cidr.indexOf('/');
      try {
        // A literal: nothing is looked up.
        byte[] prefix = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
        return new Network(prefix, Integer.parseInt(cidr.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(cidr, e);
      }
    }

    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      int rest = bits % Byte.SIZE;
      return Arrays.equals(address, 0, whole, prefix, 0, whole)
          && (rest == 0 || ((address[whole] ^ prefix[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0);
    }
  }
}
