/** Tests that keep the documentation true. */
package org.extendrouter.documentation;
