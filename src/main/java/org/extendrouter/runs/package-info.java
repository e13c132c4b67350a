/** Takes the runs of a workflow out of its event, and tells the runs of one event apart. */
package org.extendrouter.runs;
