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
 * @param hosts Names and addresses that the management port answers to, as clients write them in
 *     the Host header, without a port. It always answers to localhost, 127.0.0.1 and [::1].
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
