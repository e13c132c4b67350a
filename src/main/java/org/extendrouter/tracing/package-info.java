/** The way of each event as one trace of OpenTelemetry, if that is asked for. */
package org.extendrouter.tracing;
