package org.extendrouter.payload;

import org.apache.hc.core5.ssl.SSLContexts;
import org.extendrouter.fetch.FetchRules;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Fetches payloads that Extend sends as a URL. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PayloadProperties.class)
@Import(Payloads.class)
public class PayloadConfiguration {

  @Bean("extendFetchRules")
  FetchRules fetchRules(PayloadProperties properties, SslBundles bundles) {
    return new FetchRules(
        properties.hosts(),
        properties.allowPrivateAddresses(),
        properties.sslBundle() == null || properties.sslBundle().isBlank()
            ? SSLContexts.createDefault()
            : bundles.getBundle(properties.sslBundle()).createSslContext());
  }
}
