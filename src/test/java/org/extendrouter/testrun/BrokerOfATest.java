package org.extendrouter.testrun;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;

/** The settings of a broker of a test alone: where its files are, and that no disk is too full. */
public final class BrokerOfATest {

  private BrokerOfATest() {}

  public static Configuration below(Path directory) {
    return new ConfigurationImpl()
        .setSecurityEnabled(false)
        .setJMXManagementEnabled(false)
        .setMaxDiskUsage(-1)
        .setJournalDirectory(directory.resolve("journal").toString())
        .setBindingsDirectory(directory.resolve("bindings").toString())
        .setLargeMessagesDirectory(directory.resolve("large").toString())
        .setPagingDirectory(directory.resolve("paging").toString());
  }
}
