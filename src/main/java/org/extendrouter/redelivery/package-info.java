/**
 * What happens when a step fails: the broker tries its message again and gives it up at last; here
 * it is logged, counted and noted why. Routes need no error handling of their own for it.
 */
package org.extendrouter.redelivery;
