package org.extendrouter.routes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The route files of version 0.1 as of early 2026, when an installation held a copy of each: the
 * router's own are in the jar by now, and the branch of a type is in {@code routes/types/}.
 */
final class EarlierLayout {

  private static final Map<String, String> SHA_256 =
      Map.of(
          "failures.yaml", "8d17601ca320194e756d4b89ff0a3c373a18137b4f27c4bd5e4a2f4766ee635c",
          "fetch-payload.yaml", "db7d44aa6f7afe510c59613232b0079a77d285a5d7979e9e79351c196ad1296c",
          "notices.yaml", "0e69ca4cd0c7a9844c9cb28e21fe6a7f07df813ef0c28bb7726e4550c26acc44",
          "read-event.yaml", "e62574b1130aa09734a69fb20c927e08a12d4b46257b72d64e051ad85521aad6",
          "receive.yaml", "59918cbf8da387219c549460976cbe59eabe90990257b78f6e71d81c0a07d4f5",
          "review.yaml", "3418332aefed0dd67a86ac24077767119c1f3d5d82852a132ae0313ffc5cfdc1",
          "triage.yaml", "5e347e0702a6f91b924f835dcf1dfba0ec592855c564d12d1ddc5f995cbbafea");

  private EarlierLayout() {}

  /** Whether a file's name was that of one of the router's own. */
  static boolean isEngine(String name) {
    return SHA_256.containsKey(name);
  }

  /** Whether it is as it was shipped, so that nothing is lost if it is not read. */
  static boolean isUnchanged(String name, String content) {
    return digest(content).equals(SHA_256.get(name));
  }

  /** Whether a file's name is that of the branch of a type. */
  static boolean isBranch(String name) {
    return name.startsWith("accept-") && name.endsWith(".yaml");
  }

  /** The type whose branch it is. */
  static String typeOf(String branch) {
    return branch.replaceFirst("^accept-(.*)\\.yaml$", "$1");
  }

  private static String digest(String content) {
    try {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }
}
