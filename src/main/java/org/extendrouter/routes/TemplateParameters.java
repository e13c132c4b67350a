package org.extendrouter.routes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.RouteDefinition;

/**
 * What a route was given that was made of a template. Camel knows the parameters while it builds
 * the route, and not afterwards.
 */
public final class TemplateParameters {

  private TemplateParameters() {}

  /**
   * The parameters of a route.
   *
   * @param route a route
   * @return the value of each, the template's defaults included; none if it has no template
   */
  public static Map<String, Object> of(RouteDefinition route) {
    Map<String, Object> all = new LinkedHashMap<>();
    if (route.getTemplateDefaultParameters() != null) {
      all.putAll(route.getTemplateDefaultParameters());
    }
    if (route.getTemplateParameters() != null) {
      all.putAll(route.getTemplateParameters());
    }
    return all;
  }

  /**
   * Fills in the parameters of a route.
   *
   * @param route the route
   * @param text a part of it, as it is written
   * @return the text; other placeholders are as they were
   */
  public static String filledIn(RouteDefinition route, String text) {
    String filled = text;
    for (Map.Entry<String, Object> parameter : of(route).entrySet()) {
      filled =
          filled.replaceAll(
              "\\{\\{\\??" + Pattern.quote(parameter.getKey()) + "(?::[^{}]*)?}}",
              Matcher.quoteReplacement(String.valueOf(parameter.getValue())));
    }
    return filled;
  }
}
