/**
 * What routes deliver: files that outlast a power failure, and messages without the router's own
 * headers.
 */
package org.extendrouter.delivery;
