package org.extendrouter.document;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Fetches documents for tickets. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ApiProperties.class, DocumentProperties.class})
@Import(DocumentFetcher.class)
public class DocumentConfiguration {}
