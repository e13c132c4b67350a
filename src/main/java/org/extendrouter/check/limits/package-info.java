/** What the system lets the process have: files and threads. */
package org.extendrouter.check.limits;
