/** Shows operators what is in the queues, and whether anything can be stored and is consumed. */
package org.extendrouter.queues;
