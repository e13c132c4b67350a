package org.extendrouter.standalone;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out what hands settings to Camel's components, languages, data formats and vaults where
 * there are none: some fifty configurations, which would be a tenth of the work of a start. Camel
 * finds the components themselves without them.
 */
final class UnsetCamelOptions implements AutoConfigurationImportFilter, EnvironmentAware {

  /**
   * Those that the jar brings and no other configuration asks for, by the key that their settings
   * are below. What staff put into {@code lib/} is not among them.
   */
  private static final Map<String, Pattern> BY_KEY =
      Map.of(
          "camel.component",
          Pattern.compile(
              "org\\.apache\\.camel\\.component\\."
                  + "(bean|beanclass|browse|controlbus|dataformat|dataset|direct|file|http|language"
                  + "|log|mail|micrometer|mock|ref|rest|saga|scheduler|seda|stub|timer|validator"
                  + "|xslt)\\.springboot\\.\\w+Component(AutoConfiguration|(Timeout)?Converter)"),
          "camel.language",
          Pattern.compile(
              "org\\.apache\\.camel\\.language\\."
                  + "(bean|constant|csimple|header|property|ref|simple|tokenizer|variable|xpath)"
                  + "\\.springboot\\.\\w+LanguageAutoConfiguration"),
          "camel.dataformat",
          Pattern.compile(
              "org\\.apache\\.camel\\.dataformat\\.mime\\.multipart\\.springboot\\."
                  + "MimeMultipartDataFormatAutoConfiguration"),
          "camel.vault",
          Pattern.compile("org\\.apache\\.camel\\.spring\\.boot\\.vault\\..+"),
          "camel.cloud",
          Pattern.compile("org\\.apache\\.camel\\.spring\\.boot\\.cloud\\..+"));

  private Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
    List<Pattern> idle = idle();
    boolean[] matches = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      String name = classes[i];
      matches[i] = name == null || idle.stream().noneMatch(kind -> kind.matcher(name).matches());
    }
    return matches;
  }

  private List<Pattern> idle() {
    if (!environment.getProperty("extend.standalone", Boolean.class, false)) {
      return List.of();
    }
    return BY_KEY.entrySet().stream()
        .filter(kind -> !isSet(ConfigurationPropertyName.of(kind.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  private boolean isSet(ConfigurationPropertyName key) {
    return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
        .anyMatch(source -> source.containsDescendantOf(key) == ConfigurationPropertyState.PRESENT);
  }
}
