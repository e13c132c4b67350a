/** Finds mistakes in how routes fit together, and with the settings. */
package org.extendrouter.check.wiring;
