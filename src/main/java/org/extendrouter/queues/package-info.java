/** Shows operators what is in the queues, and whether anything consumes it. */
package org.extendrouter.queues;
