/** What a ledger needs whose database is a server. */
package org.extendrouter.database.server;
