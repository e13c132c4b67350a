/** Tells of messages that fail for long. */
package org.extendrouter.retrying;
