package org.extendrouter.check.sources;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.extendrouter.check.settings.ConfigurationCheck;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.Environment;

/** Notes which settings of the router are lists. A list that is one text does not show it. */
final class SettingLists extends IgnoreErrorsBindHandler {

  private final Set<ConfigurationPropertyName> lists = new HashSet<>();

  private SettingLists() {}

  /**
   * Finds them.
   *
   * @param environment the settings
   * @return their keys
   */
  static Set<ConfigurationPropertyName> of(Environment environment) {
    SettingLists noted = new SettingLists();
    Binder binder = Binder.get(environment);
    for (Class<?> type : ConfigurationCheck.SETTINGS) {
      binder.bindOrCreate(
          AnnotationUtils.findAnnotation(type, ConfigurationProperties.class).value(),
          Bindable.of(type),
          noted);
    }
    return noted.lists;
  }

  @Override
  public <T> Bindable<T> onStart(
      ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
    if (Collection.class.isAssignableFrom(target.getType().resolve(Object.class))) {
      lists.add(name);
    }
    return target;
  }
}
