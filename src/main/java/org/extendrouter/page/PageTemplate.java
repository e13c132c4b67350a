package org.extendrouter.page;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** Renders pages. What is put in is escaped for HTML by itself. */
final class PageTemplate {

  private static final String SHIPPED = "META-INF/extend/review";

  private final Configuration configuration;

  PageTemplate() {
    configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateLoader(new ClassTemplateLoader(getClass().getClassLoader(), SHIPPED));
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocalizedLookup(false);
    configuration.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
  }

  String render(Map<String, Object> model) {
    StringWriter page = new StringWriter();
    try {
      configuration.getTemplate("page.ftlh").process(model, page);
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("page.ftlh does not render", e);
    }
    return page.toString();
  }
}
