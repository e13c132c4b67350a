/** What must hold for one step by itself; each rule is a class of its own. */
package org.extendrouter.check.steps;
