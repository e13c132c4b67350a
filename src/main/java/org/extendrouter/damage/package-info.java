/** Keeps and tells of messages of the embedded broker that were damaged on disk. */
package org.extendrouter.damage;
