/** What staff have written in their route files: steps, handlers and beans. */
package org.extendrouter.check.staff;
