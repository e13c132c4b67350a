/** Whether the clock may be believed when data is deleted for its age. */
package org.extendrouter.retention;
