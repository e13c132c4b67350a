package org.extendrouter.check.routes;

import java.util.List;
import java.util.Map;
import org.extendrouter.check.fault.Fault;

/**
 * What a check of routes has found.
 *
 * @param faults what is wrong
 * @param warnings what may be right, for example with a broker that others use, too
 * @param branches the name of each branch that has a route, with the file of the route or its id
 */
public record Findings(List<Fault> faults, List<Fault> warnings, Map<String, String> branches) {}
