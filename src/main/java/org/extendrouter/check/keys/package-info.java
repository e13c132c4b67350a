/** Binds settings, and knows their keys. */
package org.extendrouter.check.keys;
