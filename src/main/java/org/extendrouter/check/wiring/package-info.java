/** What routes consume and send: which queue leads to which route. */
package org.extendrouter.check.wiring;
