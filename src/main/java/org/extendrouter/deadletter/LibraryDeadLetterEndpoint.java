package org.extendrouter.deadletter;

import org.extendrouter.broker.QueueWatch;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** The same in an application, which may have an endpoint {@code deadletters} of its own. */
@Component
@ConditionalOnBooleanProperty(
    name = "extend.standalone",
    havingValue = false,
    matchIfMissing = true)
@WebEndpoint(id = "extenddeadletters")
final class LibraryDeadLetterEndpoint extends DeadLetterEndpoint {

  LibraryDeadLetterEndpoint(
      DeadLetterQueue deadLetters, DeadLetterUpkeep upkeep, QueueWatch watch) {
    super(deadLetters, upkeep, watch);
  }
}
