package org.extendrouter.check;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Stops a start that would lose something. */
@Configuration(proxyBeanMethods = false)
@Import({
  DataDirectoryLock.class,
  RoutesStartCheck.class,
  SettingWarnings.class,
  LibraryStartCheck.class
})
public class CheckConfiguration {}
