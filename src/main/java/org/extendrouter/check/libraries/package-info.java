/** Libraries of an application that the router cannot do its work with. */
package org.extendrouter.check.libraries;
