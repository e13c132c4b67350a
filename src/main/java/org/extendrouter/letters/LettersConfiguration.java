package org.extendrouter.letters;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How dead letters are read. */
@Configuration(proxyBeanMethods = false)
@Import({DeadLetterReader.class, DeadLetterReceiver.class, KeptFailures.class})
public class LettersConfiguration {}
