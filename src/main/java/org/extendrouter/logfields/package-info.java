/** What a structured log tells of each message and each step, in fields. */
package org.extendrouter.logfields;
