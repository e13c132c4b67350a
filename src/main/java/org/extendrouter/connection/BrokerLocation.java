package org.extendrouter.connection;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Which broker is the router's.
 *
 * @param embedded Whether the broker runs in this process. Standalone set spring.artemis.* instead.
 * @param directory Directory of the embedded broker's journal.
 * @param url Address of a broker that is not embedded.
 * @param user User to log in as at that broker. Empty for none.
 * @param password Password of that user. Take it from the environment.
 */
@Validated
@ConfigurationProperties("extend.broker")
public record BrokerLocation(
    boolean embedded,
    @NotBlank(message = "is empty: set a directory, for example data/broker") String directory,
    @NotBlank(message = "is empty: set an address, for example tcp://broker:61616") String url,
    String user,
    String password) {}
