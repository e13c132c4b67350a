package org.extendrouter.discarded;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is left of what operators discard. */
@Configuration(proxyBeanMethods = false)
@Import({DiscardedFile.class, DiscardedLetters.class})
public class DiscardedConfiguration {}
