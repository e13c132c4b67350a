/**
 * Stops asking for messages while the destination of a route is down, and probes it. Holds for
 * every route from {@code jms:}, whoever wrote it, by a route policy of Camel.
 */
package org.extendrouter.destination;
