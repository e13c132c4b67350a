package org.extendrouter.payload;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

  /** A host has an address that payloads must not be fetched from. */
  static final class ForbiddenAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    for (InetAddress address : addresses) {
      if (!Ranges.isPublic(address)) {
        throw new ForbiddenAddressException();
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** Apart, so that no start waits for it: the library takes a tenth of a second to load. */
  private static final class Ranges {

    private static final IPAddressGenerator ADDRESSES = new IPAddressGenerator();

    /** All that is not for public use, by IANA's special-purpose registries of IPv4 and IPv6. */
    private static final List<IPAddress> SPECIAL =
        Stream.of(
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
                "3fff::/20")
            .map(Ranges::range)
            .toList();

    /** The one block of IPv6 from which public addresses are given. */
    private static final IPAddress GLOBAL_UNICAST = range("2000::/3");

    /** RFC 6052: the last four bytes are the IPv4 address meant. */
    private static final IPAddress NAT64 = range("64:ff9b::/96");

    static boolean isPublic(InetAddress address) {
      return isPublic(ADDRESSES.from(address.getAddress()));
    }

    private static boolean isPublic(IPAddress address) {
      if (NAT64.contains(address)) {
        return isPublic(address.toIPv6().getEmbeddedIPv4Address());
      }
      return (address.isIPv4() || GLOBAL_UNICAST.contains(address))
          && SPECIAL.stream().noneMatch(range -> range.contains(address));
    }

    private static IPAddress range(String cidr) {
      return new IPAddressString(cidr).getAddress();
    }
  }
}
