package org.extendrouter.folders;

/**
 * A decision that a script drops as JSON.
 *
 * @param run the run that it is about; null if the ticket is named
 * @param ticket the ticket that it is about; null if the run is named
 * @param decision confirm, correct or reject
 * @param type the right type, to correct it
 * @param reviewer who decides; null for the file's owner
 * @param remark what the reviewer has to say about it; may be null
 */
record DecisionFile(
    String run, String ticket, String decision, String type, String reviewer, String remark) {}
