/** The entrances over HTTP: whether they let in what is no webhook, and all that is one. */
package org.extendrouter.check.entries;
