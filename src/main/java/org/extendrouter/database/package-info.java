/** The database of the ledger: a file of the router's own, or a server. */
package org.extendrouter.database;
