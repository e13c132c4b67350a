/** Tells of what fails beside the message that a route was given. */
package org.extendrouter.beside;
