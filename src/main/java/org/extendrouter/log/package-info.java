/** What the log writes, so that nothing from outside can pass for a line of it. */
package org.extendrouter.log;
