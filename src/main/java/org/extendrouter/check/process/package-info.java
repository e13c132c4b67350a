/** What a process is started with beside its settings: arguments, files and switches. */
package org.extendrouter.check.process;
