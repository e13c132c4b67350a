/** The tickets that nobody has decided about yet, and what can be decided about each. */
package org.extendrouter.openticket;
