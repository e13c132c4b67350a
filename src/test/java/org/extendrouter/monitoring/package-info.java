/** What {@code src/monitoring} asks Prometheus. */
package org.extendrouter.monitoring;
