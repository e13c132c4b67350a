/**
 * What became of each run, and what reviewers said of it, in a relational database. A record, not a
 * gate: it is written from a queue of its own, so that a database that is down delays nothing.
 */
package org.extendrouter.ledger;
