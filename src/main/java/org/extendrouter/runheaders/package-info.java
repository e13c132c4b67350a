/** Tells routes of a run by headers. */
package org.extendrouter.runheaders;
