/** Finds certificates and keys that cannot be used. */
package org.extendrouter.check.certificates;
