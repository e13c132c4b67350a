/** Compares the places that settings come from: files, the environment and the command line. */
package org.extendrouter.check.sources;
