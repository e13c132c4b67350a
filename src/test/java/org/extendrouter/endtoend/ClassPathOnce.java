package org.extendrouter.endtoend;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what the class path has, and has not: each start of a router asks for thousands of
 * names, and Java looks into each jar for those that are not there.
 */
final class ClassPathOnce extends ClassLoader {

  private final Set<String> noClasses = ConcurrentHashMap.newKeySet();
  private final Map<String, Optional<URL>> resources = new ConcurrentHashMap<>();
  private final Map<String, List<URL>> all = new ConcurrentHashMap<>();

  ClassPathOnce(ClassLoader parent) {
    super(parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (noClasses.contains(name)) {
      throw new ClassNotFoundException(name);
    }
    try {
      return getParent().loadClass(name);
    } catch (ClassNotFoundException e) {
      noClasses.add(name);
      throw e;
    }
  }

  @Override
  public URL getResource(String name) {
    return resources
        .computeIfAbsent(name, any -> Optional.ofNullable(getParent().getResource(name)))
        .orElse(null);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> known = all.get(name);
    if (known == null) {
      known = Collections.list(getParent().getResources(name));
      all.put(name, known);
    }
    return Collections.enumeration(known);
  }
}
