package org.extendrouter.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a decision came. */
public enum Channel {
  /** A file that was moved or dropped. */
  @JsonProperty("file")
  FILE,
  /** The page of the ticket. */
  @JsonProperty("page")
  PAGE,
  /** A review in Extend. */
  @JsonProperty("extend")
  EXTEND
}
