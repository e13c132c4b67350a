/** Finds out whether webhooks can be stored. */
package org.extendrouter.inbox;
