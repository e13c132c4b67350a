/** When the work on a message is done, and when it is committed. */
package org.extendrouter.commit;
