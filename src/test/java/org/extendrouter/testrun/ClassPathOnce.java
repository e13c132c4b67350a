package org.extendrouter.testrun;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what the class path has, and has not: each start of a router, and each check of routes,
 * asks for thousands of names, and Java looks into each jar for those that are not there.
 */
public final class ClassPathOnce extends ClassLoader {

  /** The one of this process. */
  private static final ClassPathOnce LOADER =
      new ClassPathOnce(ClassPathOnce.class.getClassLoader());

  private final Set<String> noClasses = ConcurrentHashMap.newKeySet();
  private final Map<String, Optional<URL>> resources = new ConcurrentHashMap<>();
  private final Map<String, List<URL>> all = new ConcurrentHashMap<>();

  private ClassPathOnce(ClassLoader parent) {
    super(parent);
  }

  /**
   * Does something that loads classes and resources by the thread's class loader.
   *
   * @param work what to do; it is given the loader
   * @return what comes of it
   */
  public static <T> T during(Function<ClassLoader, T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(LOADER);
    try {
      return work.apply(LOADER);
    } finally {
      thread.setContextClassLoader(before);
    }
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
