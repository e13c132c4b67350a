package org.extendrouter.openticket;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.ConsumedQueues;
import org.extendrouter.triage.TriageProperties;
import org.springframework.stereotype.Component;

/** Which types the routes deliver. */
@Component
public class Deliveries {

  private final ConsumedQueues consumed;
  private final List<RoutedType> configured;

  Deliveries(ConsumedQueues consumed, TriageProperties properties) {
    this.consumed = consumed;
    this.configured =
        properties.types().stream()
            .filter(type -> type.branchName() != null)
            .map(type -> new RoutedType(type.type(), type.branchName()))
            .toList();
  }

  /**
   * The types that are delivered now.
   *
   * @return those of the settings, and each branch of a type without settings
   */
  public List<RoutedType> types() {
    Set<String> branches =
        consumed.names().stream()
            .filter(queue -> queue.startsWith(QueueNames.ACCEPT_PREFIX))
            .map(queue -> queue.substring(QueueNames.ACCEPT_PREFIX.length()))
            .collect(Collectors.toSet());
    List<RoutedType> types = new ArrayList<>();
    configured.stream().filter(type -> branches.contains(type.branch())).forEach(types::add);
    branches.stream()
        .filter(branch -> configured.stream().noneMatch(type -> type.branch().equals(branch)))
        .sorted()
        .forEach(branch -> types.add(new RoutedType(branch, branch)));
    return types;
  }
}
