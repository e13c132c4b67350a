package org.extendrouter.payload;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Fetches payloads that Extend sends as a URL. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PayloadProperties.class)
@Import({Payloads.class, PayloadFetcher.class})
public class PayloadConfiguration {}
