/** Addresses that routes find out for each message. */
package org.extendrouter.recipients;
