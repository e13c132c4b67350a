package org.extendrouter.check.trial;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Service;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.DataFormat;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.objenesis.Objenesis;
import org.springframework.objenesis.ObjenesisStd;

/** Answers for each bean that there is, with an instance that was never constructed. */
final class BeanStandIns implements BeanRepository {

  private final ListableBeanFactory beans;

  /** Remembers how, which Java makes a class for. */
  private final Objenesis unconstructed = new ObjenesisStd();

  /**
   * Stands in for these.
   *
   * @param beans the definitions; null if there are none
   */
  BeanStandIns(ListableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public Object lookupByName(String name) {
    return lookupByNameAndType(name, Object.class);
  }

  @Override
  public <T> T lookupByNameAndType(String name, Class<T> type) {
    if (beans == null || !beans.containsBean(name)) {
      return null;
    }
    Class<?> actual = beans.getType(name, false);
    // Camel's own parts, such as components, come from the class path, fit to be used.
    if (actual == null
        || actual.isInterface()
        || Service.class.isAssignableFrom(actual) && !DataFormat.class.isAssignableFrom(actual)
        || !type.isAssignableFrom(actual)) {
      return null;
    }
    return type.cast(unconstructed.newInstance(actual));
  }

  @Override
  public <T> Map<String, T> findByTypeWithName(Class<T> type) {
    return Map.of();
  }

  @Override
  public <T> Set<T> findByType(Class<T> type) {
    return Set.of();
  }
}
