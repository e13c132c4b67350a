/** When the router's own chores are done. */
package org.extendrouter.schedule;
