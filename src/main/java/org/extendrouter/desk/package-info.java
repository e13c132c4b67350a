/** Takes decisions about tickets, from wherever they come. */
package org.extendrouter.desk;
