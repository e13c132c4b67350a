/** Which route files are in force: the router's own and those of an installation. */
package org.extendrouter.routes;
