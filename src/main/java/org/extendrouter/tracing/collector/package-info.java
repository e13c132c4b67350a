/** Sends the traces of a router that runs by itself, if that is asked for. */
package org.extendrouter.tracing.collector;
