/** What is wrong with an installation, in words. */
package org.extendrouter.check.fault;
