/**
 * The connection to the router's broker, which the broker of an application never gets in the way
 * of.
 */
package org.extendrouter.connection;
