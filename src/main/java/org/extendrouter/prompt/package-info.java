/** Connects to a broker that may be silent or late, and lets nobody wait long for it. */
package org.extendrouter.prompt;
