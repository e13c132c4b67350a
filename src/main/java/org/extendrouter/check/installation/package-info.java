/** Finds the settings and route files of an installation, and says where they stand. */
package org.extendrouter.check.installation;
