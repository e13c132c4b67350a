/**
 * Routes Extend's document-classification webhooks with Apache Camel: what can be trusted goes to
 * your systems, the rest to people. Runs by itself, or in an application that has it as a library.
 *
 * <p>Packages by feature, each using only those named before it: {@code event} (what Extend sends),
 * {@code webhook} (who may post, and how much), {@code payload} (fetching what is too large to
 * post), {@code triage} (the decision), {@code review} (tickets for people), {@code broker} (the
 * queues between them), {@code consumer} (how routes consume from them), {@code delivery} (what
 * leaves the router), {@code routes} (which route files are in force), {@code management} (who may
 * use the management port), {@code log} (what the log writes). On the ground are {@code connection}
 * (which broker is the router's) and {@code schedule} (when its chores are done).
 */
package org.extendrouter;
