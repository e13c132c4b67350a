/** Sets up the broker that events are stored in, and keeps it and its disk in order. */
package org.extendrouter.broker;
