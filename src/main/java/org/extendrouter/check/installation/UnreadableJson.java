package org.extendrouter.check.installation;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.FaultsException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.env.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

/**
 * Settings in {@code SPRING_APPLICATION_JSON} that cannot be read. Spring Boot ends with a stack
 * trace that shows what stands where it stopped, which may be a secret.
 */
final class UnreadableJson implements EnvironmentPostProcessor, Ordered {

  private static final List<String> NAMES =
      List.of(
          SpringApplicationJsonEnvironmentPostProcessor
              .SPRING_APPLICATION_JSON_ENVIRONMENT_VARIABLE,
          SpringApplicationJsonEnvironmentPostProcessor.SPRING_APPLICATION_JSON_PROPERTY);

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    // Spring Boot reads the first that there is.
    environment.getPropertySources().stream()
        .flatMap(
            source ->
                NAMES.stream()
                    .filter(name -> isText(source.getProperty(name)))
                    .map(name -> Map.entry(name, source.getProperty(name).toString())))
        .limit(1)
        .flatMap(json -> fault(json.getKey(), json.getValue()))
        .findFirst()
        .ifPresent(
            fault -> {
              throw new FaultsException(List.of(fault));
            });
  }

  private static boolean isText(Object value) {
    return value instanceof String text && StringUtils.hasLength(text);
  }

  private static Stream<Fault> fault(String name, String json) {
    try {
      JsonParserFactory.getJsonParser().parseMap(json);
      return Stream.empty();
    } catch (JsonParseException e) {
      JsonLocation place =
          e.getCause() instanceof JsonProcessingException at ? at.getLocation() : JsonLocation.NA;
      return Stream.of(
          new Fault(
              "%s line %s column %s".formatted(name, place.getLineNr(), place.getColumnNr()),
              "is not a JSON object of settings, from there on",
              "write it in single quotes for the shell, and each key and text in double quotes"));
    }
  }

  @Override
  public int getOrder() {
    return SpringApplicationJsonEnvironmentPostProcessor.DEFAULT_ORDER - 1;
  }
}
