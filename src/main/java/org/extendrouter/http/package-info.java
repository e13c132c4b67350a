/**
 * Takes the bytes of webhooks and forms in, within bounds of time, threads and memory that hold for
 * everybody.
 */
package org.extendrouter.http;
