package org.extendrouter.standalone;

import java.util.List;
import org.extendrouter.routes.RouterRoutes;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.util.StringUtils;

/** Standalone nobody else gives names, so that those of the router need not say whose they are. */
public final class StandaloneNames implements BeanDefinitionRegistryPostProcessor {

  private static final String PREFIX = "extend";

  /** By the names that route files use. */
  private static final List<String> COMPONENTS = List.of("jms", "file", "smtp");

  /** As copies of shipped routes may name them that were made before their names had the prefix. */
  private static final List<String> BEANS =
      List.of(
          "duplicates",
          "eventIds",
          "mailRejection",
          "messagesInWork",
          "outage",
          "payloads",
          "redelivery",
          "rejections",
          "review",
          "reviewMail",
          "runHeaders",
          "signatureVerifier",
          "ticketTemplates",
          "triage",
          "workflowRuns");

  /** Spring Boot shows each by the name of its bean. */
  private static final List<String> HEALTH =
      List.of(
          "attentionHealthIndicator",
          "inboxHealthIndicator",
          "brokerHealthIndicator",
          "queuesHealthIndicator",
          "destinationsHealthIndicator",
          "foldersHealthIndicator",
          "ledgerHealthIndicator");

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    COMPONENTS.forEach(name -> registry.registerAlias(RouterRoutes.PREFIX + name, name));
    BEANS.forEach(name -> registry.registerAlias(prefixed(name), name));
    registry.registerAlias(prefixed("ticketWriter"), "reviewTickets");
    for (String name : HEALTH) {
      BeanDefinition indicator = registry.getBeanDefinition(prefixed(name));
      registry.removeBeanDefinition(prefixed(name));
      registry.registerBeanDefinition(name, indicator);
    }
  }

  private static String prefixed(String name) {
    return PREFIX + StringUtils.capitalize(name);
  }
}
