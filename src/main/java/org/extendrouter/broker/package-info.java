/**
 * Sets up the broker that holds the queues between the routes, and shows operators what is in them.
 */
package org.extendrouter.broker;
