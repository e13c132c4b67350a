/** The files below {@code data/review/}: those of tickets, and what is put aside. */
package org.extendrouter.ticketfile;
