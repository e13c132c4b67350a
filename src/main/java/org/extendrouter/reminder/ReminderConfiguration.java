package org.extendrouter.reminder;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Reminds people of open tickets. */
@Configuration(proxyBeanMethods = false)
@Import({
  MissingTickets.class,
  NewLedger.class,
  OpenInLedger.class,
  Reminders.class,
  ReminderQueue.class,
  TicketGauges.class
})
public class ReminderConfiguration {}
