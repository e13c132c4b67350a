package org.extendrouter.names;

/** Why the mail of a ticket is sent again, as it stands in {@link HeaderNames#REMINDER}. */
public enum ReminderKind {
  /** Those who have got it before have not decided. */
  REMINDER,
  /** Others are to see to it. */
  ESCALATION
}
