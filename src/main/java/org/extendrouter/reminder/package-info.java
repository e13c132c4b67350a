/** Sees to it that nobody forgets an open ticket: reminders, and how many are open. */
package org.extendrouter.reminder;
