/**
 * Takes the runs of a workflow out of its event, tells the runs of one event apart, and tells
 * routes of a run by headers.
 */
package org.extendrouter.runs;
