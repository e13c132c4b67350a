/** Finds mistakes in each route file: by the schema, and by reading and building it. */
package org.extendrouter.check.routes;
