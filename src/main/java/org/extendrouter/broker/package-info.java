/** Sets up the broker that holds the queues between the routes. */
package org.extendrouter.broker;
