/** Finds entrances over HTTP that let in what is no webhook. */
package org.extendrouter.check.entries;
