/** Runs the router on a developer's machine: {@code mvn spring-boot:test-run}. */
package org.extendrouter.development;
