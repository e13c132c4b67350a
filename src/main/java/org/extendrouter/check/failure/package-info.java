/** Says why a start has failed, in one short block. */
package org.extendrouter.check.failure;
