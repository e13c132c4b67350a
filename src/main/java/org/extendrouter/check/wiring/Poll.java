package org.extendrouter.check.wiring;

import org.apache.camel.model.ProcessorDefinition;

/**
 * A step that takes from an endpoint while a route runs.
 *
 * @param step the step
 * @param address the endpoint, or the expression that holds it
 */
public record Poll(ProcessorDefinition<?> step, String address) {}
