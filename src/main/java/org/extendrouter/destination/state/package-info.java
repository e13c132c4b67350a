/** What tells by itself that a destination is down. */
package org.extendrouter.destination.state;
