/** Fetches over https from hosts that are not trusted with anything. */
package org.extendrouter.fetch;
