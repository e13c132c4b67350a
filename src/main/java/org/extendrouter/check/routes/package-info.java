/** The route files of an installation, and the routes that were read from them. */
package org.extendrouter.check.routes;
