package org.extendrouter.ticketfile;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Finds, closes and puts aside files of tickets. */
@Configuration(proxyBeanMethods = false)
@Import({
  FilesAside.class,
  LateTickets.class,
  ReviewFolders.class,
  TicketFiles.class,
  TicketWrites.class
})
public class TicketFileConfiguration {}
