/** Shows operators what was given up and why, and lets them replay or discard it. */
package org.extendrouter.deadletter;
