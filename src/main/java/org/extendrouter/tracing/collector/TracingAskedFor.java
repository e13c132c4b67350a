package org.extendrouter.tracing.collector;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds if the router is to send traces. */
final class TracingAskedFor implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return TracingSwitch.isOn(context.getEnvironment());
  }
}
