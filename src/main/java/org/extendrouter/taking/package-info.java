/** Which queues routes take messages from. */
package org.extendrouter.taking;
