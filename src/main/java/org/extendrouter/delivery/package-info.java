/** Makes what routes write to files outlast a power failure. */
package org.extendrouter.delivery;
