package org.extendrouter.management;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may use the management port.
 *
 * @param hosts the names or addresses it answers to beside those of this machine's loopback, as
 *     clients write them in {@code Host}, without a port
 */
@Validated
@ConfigurationProperties("extend.management")
public record ManagementProperties(
    @NotNull @DefaultValue
        List<
                @Pattern(
                    regexp = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]",
                    message =
                        "is not a host: write it without scheme, port or *, for example"
                            + " router.example.com, 10.0.0.5 or [fd00::5]")
                String>
            hosts) {}
