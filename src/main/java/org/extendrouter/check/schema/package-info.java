/** Finds mistakes in the YAML of each route file, before Camel reads it. */
package org.extendrouter.check.schema;
