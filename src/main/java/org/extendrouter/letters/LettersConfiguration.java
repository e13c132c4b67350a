package org.extendrouter.letters;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How dead letters are read. */
@Configuration(proxyBeanMethods = false)
@Import({DeadLetterReader.class, KeptFailures.class})
public class LettersConfiguration {}
