/** The memory for bodies that are coming, and who gives way to whom when it is full. */
package org.extendrouter.http.room;
