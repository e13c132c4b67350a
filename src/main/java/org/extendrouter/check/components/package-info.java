/** Finds mistakes in the settings of Camel's components, data formats and languages. */
package org.extendrouter.check.components;
