package org.extendrouter.routes;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Gives Camel the route files. */
@Configuration(proxyBeanMethods = false)
@Import({RouterRoutes.class, RouteFilesCollector.class, LibraryRoutes.class})
public class RoutesConfiguration {}
