/** Finds what Camel cannot read or build, without starting anything. */
package org.extendrouter.check.trial;
