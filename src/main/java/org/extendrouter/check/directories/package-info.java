/** Settings that name directories. */
package org.extendrouter.check.directories;
