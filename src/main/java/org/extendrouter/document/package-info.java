/** Fetches the document of a run from Extend, for people to look at. */
package org.extendrouter.document;
