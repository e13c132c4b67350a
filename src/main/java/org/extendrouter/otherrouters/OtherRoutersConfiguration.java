package org.extendrouter.otherrouters;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Looks at what other routers on the same broker decide by. */
@Configuration(proxyBeanMethods = false)
@Import(OtherRouters.class)
public class OtherRoutersConfiguration {}
