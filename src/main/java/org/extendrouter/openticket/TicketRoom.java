package org.extendrouter.openticket;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.extendrouter.consumer.MessagesInWork;
import org.springframework.stereotype.Component;

/** The memory for the events of tickets that people look at, the same as that of the routes. */
@Component("extendTicketRoom")
public class TicketRoom {

  /** Programs that look for malware in mail open the links of many tickets at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final OpenTicketQueue tickets;
  private final MessagesInWork messages;

  TicketRoom(OpenTicketQueue tickets, MessagesInWork messages) {
    this.tickets = tickets;
    this.messages = messages;
  }

  /**
   * Works with the event of a ticket, if there is room for it soon.
   *
   * @param ticket the ticket's name
   * @param work what is done with it; returns a value
   * @param <T> what it returns
   * @return nothing if there is no room, and nothing was done
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public <T> Optional<T> with(String ticket, Supplier<T> work) {
    try {
      return messages.beside(tickets.bytes(ticket), PATIENCE, work);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
