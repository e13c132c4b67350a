/** What the embedded broker has on its disk, and whether all of it is whole. */
package org.extendrouter.storage;
