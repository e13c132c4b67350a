package org.extendrouter.connection;

import java.util.Optional;

/**
 * Knows from another place than the broker that the broker has stored something, and still should
 * have it. An embedded one that has nothing then has lost it: by itself it starts like a new one.
 */
public interface StoredBefore {

  /**
   * What should be there.
   *
   * @return it in words that go on after "while", on one line; empty if there is nothing, or if
   *     that is not known for sure
   */
  Optional<String> known();
}
