/** Sends mail to a server that may be slow, hostile or picky. */
package org.extendrouter.mail;
