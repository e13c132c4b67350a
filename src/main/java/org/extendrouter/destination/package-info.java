/**
 * Tells what each route delivers. Stops asking for messages while the destination of a route is
 * down, and probes it. Holds for every route from {@code jms:}, whoever wrote it, by route policies
 * of Camel.
 */
package org.extendrouter.destination;
