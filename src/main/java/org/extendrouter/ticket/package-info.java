/** Tells what a person needs to know of a run, as text and as HTML. */
package org.extendrouter.ticket;
