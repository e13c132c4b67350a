/** Decides which classify runs can be trusted. */
package org.extendrouter.triage;
