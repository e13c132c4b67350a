/** Which queues are the router's, and which of them routes take messages from. */
package org.extendrouter.taking;
