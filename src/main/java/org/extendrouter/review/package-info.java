/** Tells people, by file or by mail, about runs that cannot be trusted. */
package org.extendrouter.review;
