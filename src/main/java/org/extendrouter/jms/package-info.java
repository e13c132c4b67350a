/** Camel's {@code jms:} for the router's routes. */
package org.extendrouter.jms;
