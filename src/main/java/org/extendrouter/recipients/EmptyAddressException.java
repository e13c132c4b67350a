package org.extendrouter.recipients;

import org.apache.camel.model.ProcessorDefinition;

/** A step has found out to whom it sends a message, and it is nobody. */
final class EmptyAddressException extends RuntimeException {

  private static final long serialVersionUID = 1;

  EmptyAddressException(ProcessorDefinition<?> step) {
    super(
        "the address of this step is empty: %s%s sends nowhere; set the header or variable that it names in a step before"
            .formatted(
                step.getShortName(),
                step.getLineNumber() > 0 ? " in line " + step.getLineNumber() : ""));
  }
}
