package org.extendrouter.page;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.extendrouter.ticket.TicketTemplates;

/** Renders pages. What is put in is escaped for HTML by itself. */
final class PageTemplate {

  private final Configuration templates = TicketTemplates.shipped();

  String render(Map<String, Object> model) {
    StringWriter page = new StringWriter();
    try {
      templates.getTemplate("page.ftlh").process(model, page);
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("page.ftlh does not render", e);
    }
    return page.toString();
  }
}
