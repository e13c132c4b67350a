package org.extendrouter.connection;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Which broker is the router's.
 *
 * @param embedded whether it runs in this process; else it is the one at the address
 * @param directory where an embedded broker keeps its journal
 * @param url the address of a broker that is not embedded, for example {@code tcp://broker:61616}
 * @param user who logs in there; empty for nobody
 * @param password the password of that user
 */
@Validated
@ConfigurationProperties("extend.broker")
public record BrokerLocation(
    boolean embedded,
    @NotBlank(message = "is empty: set a directory, for example data/broker") String directory,
    @NotBlank(message = "is empty: set an address, for example tcp://broker:61616") String url,
    String user,
    String password) {}
