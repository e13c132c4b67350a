/** Ends a test run that would not end by itself. */
package org.extendrouter.limits;
