/** Tells signed Extend webhooks from all else, and counts what is rejected. */
package org.extendrouter.webhook;
