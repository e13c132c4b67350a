/** Who may use the management port. */
package org.extendrouter.management;
