package org.extendrouter.mail;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What holds for all mail. */
@Configuration(proxyBeanMethods = false)
@Import({MailRejection.class, SendingMailOnly.class})
public class MailSendingConfiguration {}
