package org.extendrouter.folders;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Takes decisions from directories. */
@Configuration(proxyBeanMethods = false)
@Import({
  DroppedDecisions.class,
  FolderWatch.class,
  FoldersHealthIndicator.class,
  MovedTickets.class,
  Problems.class,
  StrayTickets.class,
  WholeFiles.class
})
public class FoldersConfiguration {}
