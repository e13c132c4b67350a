/** Makes the tables of the ledger, and tells apart what may go wrong with its database. */
package org.extendrouter.tables;
