package org.extendrouter.fetch;

import java.time.Duration;

/**
 * How much one fetch may take.
 *
 * @param maxSize largest body that is taken, in bytes
 * @param timeout from the look-up of the host to the last byte
 * @param sizeKey the setting that {@code maxSize} comes from, for messages
 * @param timeoutKey the setting that {@code timeout} comes from, for messages
 * @param allowed the longest time that {@code timeoutKey} gives, of which {@code timeout} is what
 *     is left
 */
public record FetchLimits(
    int maxSize, Duration timeout, String sizeKey, String timeoutKey, Duration allowed) {}
