/** Keeps as files what operators discard, and finds it again. */
package org.extendrouter.discarded;
