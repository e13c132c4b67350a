/** Decisions by nothing but a file manager: a ticket that is moved is decided. */
package org.extendrouter.folders;
