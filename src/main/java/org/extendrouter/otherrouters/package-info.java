/** Finds out that another router on the same broker decides otherwise. */
package org.extendrouter.otherrouters;
