/** What is wrong with one value. */
package org.extendrouter.check.values;
