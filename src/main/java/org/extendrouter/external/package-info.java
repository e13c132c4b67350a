/** Asks an external broker for the settings that the router's promise rests on. */
package org.extendrouter.external;
