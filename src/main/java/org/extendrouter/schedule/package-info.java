/** When regular work of the router is done. */
package org.extendrouter.schedule;
