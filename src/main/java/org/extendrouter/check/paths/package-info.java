/** Where the steps of staff may take an event, and where not. */
package org.extendrouter.check.paths;
