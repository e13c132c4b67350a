package org.extendrouter.folders;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Takes decisions from directories. */
@Configuration(proxyBeanMethods = false)
@Import({FolderWatch.class, ReviewFolders.class, TicketFiles.class})
public class FoldersConfiguration {}
