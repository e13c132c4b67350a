/** Steps by which an event is lost, or never ends, although it counts as delivered. */
package org.extendrouter.check.losses;
