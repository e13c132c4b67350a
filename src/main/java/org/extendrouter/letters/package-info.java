/** Reads dead letters and why they were given up, and holds no more of them than is asked for. */
package org.extendrouter.letters;
