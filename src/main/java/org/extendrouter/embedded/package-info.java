/** Artemis in this process, made to lose nothing where its disk fills up. */
package org.extendrouter.embedded;
