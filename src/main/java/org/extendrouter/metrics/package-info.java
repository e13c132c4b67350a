/**
 * The meters of routes: what they are called, what labels and buckets they have, and that they are
 * there from the start. A meter of one class is made by that class.
 */
package org.extendrouter.metrics;
