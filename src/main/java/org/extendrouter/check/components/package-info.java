/**
 * Finds mistakes in the settings of Camel's components, data formats and languages, and of the
 * broker's client.
 */
package org.extendrouter.check.components;
