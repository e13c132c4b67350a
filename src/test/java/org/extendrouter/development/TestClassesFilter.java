package org.extendrouter.development;

import java.io.IOException;
import org.extendrouter.ExtendCamelRouter;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Keeps the component scan to the router's own classes: the tests' are on the class path too. */
final class TestClassesFilter extends TypeExcludeFilter {

  private static final String MAIN_CLASSES =
      ExtendCamelRouter.class.getProtectionDomain().getCodeSource().getLocation().toString();

  @Override
  public boolean match(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
    return !reader.getResource().getURL().toString().contains(MAIN_CLASSES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TestClassesFilter;
  }

  @Override
  public int hashCode() {
    return TestClassesFilter.class.hashCode();
  }
}
