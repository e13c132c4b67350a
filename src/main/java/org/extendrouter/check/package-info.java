/**
 * Finds mistakes of configuration and routes: at the start, which they stop, and by {@code
 * --check}.
 */
package org.extendrouter.check;
