/** What holds for the router's own process, and not for an application that has it as a library. */
package org.extendrouter.standalone;
