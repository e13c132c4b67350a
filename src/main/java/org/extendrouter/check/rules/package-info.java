/** What must hold for routes together; each rule is a class of its own. */
package org.extendrouter.check.rules;
