package org.extendrouter.recipients;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Lets no step of a route count as done that has sent a message nowhere. */
@Configuration(proxyBeanMethods = false)
@Import({AddressedSteps.class, AddressedRouters.class})
public class RecipientsConfiguration {}
