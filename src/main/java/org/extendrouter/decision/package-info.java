/** What people decide about tickets: stored once, and carried out once. */
package org.extendrouter.decision;
