/**
 * Routes Extend's document-classification webhooks with Apache Camel: what can be trusted goes to
 * your systems, the rest to people. Runs by itself, or in an application that has it as a library.
 *
 * <p>A package is one concept. {@code .github/CONTRIBUTING.md} lists them from the top floor down;
 * each uses only what is below it.
 */
package org.extendrouter;
