/** What scripts write to decide. */
package org.extendrouter.folders.dropped;
