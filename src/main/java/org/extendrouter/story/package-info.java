/** Tells operators the whole story of a run: what the ledger has of it, and what still waits. */
package org.extendrouter.story;
