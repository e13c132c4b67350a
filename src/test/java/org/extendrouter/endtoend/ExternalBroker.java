package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.paging.PagingStore;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** An Artemis of its own, reached over TCP, as the documentation tells operators to set one up. */
final class ExternalBroker implements AutoCloseable {

  private static final String ROLE = "routers";

  /** In bytes. */
  private static final int FULL = 10_000_000;

  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
  private final SecurityConfiguration users = new SecurityConfiguration();
  private final int port;

  private ExternalBroker(Configuration configuration, int port) {
    this.port = port;
    broker.setConfiguration(configuration);
  }

  /** One that asks for no login, with its files in a directory. */
  static ExternalBroker in(Path directory, int port, AddressSettings settings) {
    Configuration configuration =
        new ConfigurationImpl()
            .setSecurityEnabled(false)
            .setIDCacheSize(100_000)
            .setJournalDirectory(directory.resolve("journal").toString())
            .setBindingsDirectory(directory.resolve("bindings").toString())
            .setLargeMessagesDirectory(directory.resolve("large").toString())
            .setPagingDirectory(directory.resolve("paging").toString())
            .addAddressSetting("extend.#", settings);
    return new ExternalBroker(configuration, port);
  }

  /** What the documentation's broker.xml says, with short pauses. */
  static AddressSettings settings() {
    return new AddressSettings()
        .setDeadLetterAddress(SimpleString.of("extend.dead-letter"))
        .setExpiryAddress(SimpleString.of("extend.dead-letter"))
        .setRedeliveryDelay(100)
        .setMaxDeliveryAttempts(6)
        .setAutoDeleteQueues(false)
        .setAutoDeleteAddresses(false);
  }

  /** Lets in one user alone. */
  ExternalBroker withLogin(String user, String password) {
    configuration().setSecurityEnabled(true).putSecurityRoles("#", Set.of(role(true, true)));
    users.addUser(user, password);
    users.addRole(user, ROLE);
    broker.setSecurityManager(
        new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
    return this;
  }

  void forbidToSendTo(String address) {
    server().getSecurityRepository().addMatch(address, Set.of(role(false, true)));
  }

  void allowToSendTo(String address) {
    server().getSecurityRepository().removeMatch(address);
  }

  /** Lets an address be full, until what is returned is called. */
  Runnable fill(String address, AddressFullMessagePolicy policy) throws Exception {
    server()
        .getAddressSettingsRepository()
        .addMatch(
            address, settings().setMaxSizeBytes(FULL / 2).setAddressFullMessagePolicy(policy));
    PagingStore store = server().getPagingManager().getPageStore(SimpleString.of(address));
    store.addSize(FULL);
    return () -> store.addSize(-FULL);
  }

  void forbidToManage() {
    server().getSecurityRepository().addMatch("activemq.management", Set.of(role(true, false)));
  }

  private static Role role(boolean send, boolean manage) {
    return new Role(
        ROLE, send, true, true, true, true, true, manage, true, true, true, false, false);
  }

  Configuration configuration() {
    return broker.getConfiguration();
  }

  ActiveMQServer server() {
    return broker.getActiveMQServer();
  }

  ExternalBroker start() throws Exception {
    // Its audit log asks who calls in a way that Java 24 and later refuse.
    LoggingSystem.get(getClass().getClassLoader())
        .setLogLevel("org.apache.activemq.audit", LogLevel.OFF);
    configuration().addAcceptorConfiguration("tcp", "tcp://localhost:" + port);
    broker.start();
    return this;
  }

  @Override
  public void close() {
    assertThatCode(broker::stop).doesNotThrowAnyException();
  }
}
