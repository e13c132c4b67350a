/**
 * The connection to the router's broker, which the broker of an application never gets in the way
 * of, and how trouble with it is told.
 */
package org.extendrouter.connection;
