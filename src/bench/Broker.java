import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An Artemis in a process of its own, with the settings of the documentation's {@code broker.xml} and without a login.
 *
 * <pre>
 * Broker DIRECTORY PORT   runs until it is stopped, with its files in DIRECTORY
 * </pre>
 */
public final class Broker {

  private static final String DEAD_LETTERS = "extend.dead-letter";

  private Broker() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Configuration configuration =
        new ConfigurationImpl()
            .setSecurityEnabled(false)
            .setIDCacheSize(100_000)
            .setJournalDirectory(directory.resolve("journal").toString())
            .setBindingsDirectory(directory.resolve("bindings").toString())
            .setLargeMessagesDirectory(directory.resolve("large").toString())
            .setPagingDirectory(directory.resolve("paging").toString())
            .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + arguments[1])
            .addQueueConfiguration(
                QueueConfiguration.of(DEAD_LETTERS).setRoutingType(RoutingType.ANYCAST))
            .addAddressSetting(
                "extend.#",
                new AddressSettings()
                    .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                    .setExpiryAddress(SimpleString.of(DEAD_LETTERS))
                    .setRedeliveryDelay(5000)
                    .setRedeliveryMultiplier(2)
                    .setMaxRedeliveryDelay(3_600_000)
                    .setMaxDeliveryAttempts(33)
                    .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                    .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                    .setDefaultGroupBuckets(1024)
                    .setAutoDeleteAddresses(false)
                    .setAutoDeleteQueues(false));
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    broker.setConfiguration(configuration);
    broker.start();
    // Artemis's threads do not keep the process.
    Thread.currentThread().join();
  }
}
