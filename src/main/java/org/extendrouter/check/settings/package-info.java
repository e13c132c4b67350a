/** Finds mistakes in settings. */
package org.extendrouter.check.settings;
