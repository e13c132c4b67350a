/** How {@code http:} and {@code https:} of routes ask, and how much of an answer they take. */
package org.extendrouter.httpclient;
