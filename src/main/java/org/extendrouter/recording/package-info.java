/** Tells the ledger what happens, through a queue, and writes what waits there. */
package org.extendrouter.recording;
