/** Tells of messages that fail for long, and of those that a route works on for long. */
package org.extendrouter.overdue;
