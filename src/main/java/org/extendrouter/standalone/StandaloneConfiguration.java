package org.extendrouter.standalone;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * What Spring Boot and Camel configure by themselves. At each start Spring Boot looks through every
 * class at and below the package that this stands in: a tenth of the work of a start, were it the
 * router's uppermost.
 */
@EnableAutoConfiguration
@Import(StandaloneNames.class)
public class StandaloneConfiguration {}
