package org.extendrouter.runheaders;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What routes know of a run. */
@Configuration(proxyBeanMethods = false)
@Import(RunHeaders.class)
public class RunHeadersConfiguration {}
