/**
 * The names that routes and Java share. They are explained in {@code src/docs/writing-routes.md}.
 */
package org.extendrouter.names;
