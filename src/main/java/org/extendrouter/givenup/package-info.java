/** Makes of what a route gives up the message again that it took. */
package org.extendrouter.givenup;
