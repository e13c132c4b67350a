/** What Extend sends: events, classify runs, and how their bytes are read. */
package org.extendrouter.event;
