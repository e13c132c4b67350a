package org.extendrouter.givenup;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a route does that gives a message up. */
@Configuration(proxyBeanMethods = false)
@Import({GivenUpMessage.class, WireTaps.class})
public class GivenUpConfiguration {}
