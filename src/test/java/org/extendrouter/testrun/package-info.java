/**
 * What holds for the tests of every class and engine: a time limit, and a list of those skipped.
 */
package org.extendrouter.testrun;
