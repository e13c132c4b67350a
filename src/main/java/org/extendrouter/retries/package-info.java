/** What the broker says of messages that were tried, and are still in their queue. */
package org.extendrouter.retries;
