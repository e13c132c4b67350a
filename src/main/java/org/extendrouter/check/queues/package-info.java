/** What routes expect of queues. */
package org.extendrouter.check.queues;
