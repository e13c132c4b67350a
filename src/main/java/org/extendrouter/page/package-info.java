/** The web page of a ticket, reached by a link that only the router can make. */
package org.extendrouter.page;
