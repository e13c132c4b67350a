/**
 * Text from outside: made safe to show, read strictly, cut without a change to any character or
 * number.
 */
package org.extendrouter.text;
