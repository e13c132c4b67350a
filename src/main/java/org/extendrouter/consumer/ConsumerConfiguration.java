package org.extendrouter.consumer;

import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.extendrouter.commit.AfterCommit;
import org.extendrouter.commit.SessionConsumers;
import org.extendrouter.logfields.MessageFields;
import org.extendrouter.redelivery.GiveUp;
import org.extendrouter.routes.RouterRoutes;
import org.extendrouter.tracing.MessageTracing;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How messages are worked on. */
@Configuration(proxyBeanMethods = false)
@Import({MessagesInWork.class, AfterCommit.class, SessionConsumers.class})
public class ConsumerConfiguration {

  @Bean(name = "extendWorkContainers", defaultCandidate = false)
  MessageListenerContainerFactory workContainers(
      MessagesInWork messages,
      GiveUp giveUp,
      RouterRoutes routes,
      AfterCommit afterCommit,
      MessageFields fields,
      ObjectProvider<MessageTracing> tracing,
      SessionConsumers consumers) {
    return new WorkContainers(
        messages, giveUp, routes, afterCommit, fields, tracing.getIfAvailable(), consumers);
  }
}
