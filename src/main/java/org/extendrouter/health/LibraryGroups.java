package org.extendrouter.health;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/**
 * Groups of health for an application. They are no defaults like the others: Spring Boot stops a
 * start at a group whose members are not there, as where the router is not part of a test.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(
    name = "extend.standalone",
    havingValue = false,
    matchIfMissing = true)
@PropertySource("classpath:org/extendrouter/library-health.properties")
class LibraryGroups {}
