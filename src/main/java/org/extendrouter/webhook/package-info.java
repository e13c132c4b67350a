/** Lets signed Extend webhooks in, and nothing else. */
package org.extendrouter.webhook;
