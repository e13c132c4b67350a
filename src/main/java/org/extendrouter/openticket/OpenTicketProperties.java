package org.extendrouter.openticket;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What is remembered of tickets.
 *
 * @param keep How long an open ticket can be decided, and a decision be looked up. At least 1d.
 */
@Validated
@ConfigurationProperties("extend.review")
public record OpenTicketProperties(
    @NotNull
        @DurationMin(
            days = 1,
            message = "is too short: set how long a ticket can be decided, for example 400d")
        Duration keep) {}
