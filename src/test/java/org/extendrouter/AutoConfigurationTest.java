package org.extendrouter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** Nothing scans for the router's beans, so each must be named by the auto-configuration. */
class AutoConfigurationTest {

  private final Set<Class<?>> imported = imported();

  @Test
  void everyBeanIsImported() {
    assertThat(annotated(Component.class))
        .filteredOn(type -> type != ExtendCamelRouter.class)
        .isNotEmpty()
        .isSubsetOf(imported);
  }

  @Test
  void allSettingsAreRegistered() {
    List<Class<?>> registered =
        imported.stream()
            .map(type -> type.getAnnotation(EnableConfigurationProperties.class))
            .filter(enabled -> enabled != null)
            .<Class<?>>flatMap(enabled -> Stream.of(enabled.value()))
            .toList();

    assertThat(annotated(ConfigurationProperties.class)).isNotEmpty().isSubsetOf(registered);
  }

  @Test
  void choresRunOnTheRoutersOwnThread() {
    List<String> schedulers =
        imported.stream()
            .flatMap(type -> Stream.concat(Stream.of(type), beans(type)))
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .map(method -> AnnotatedElementUtils.findMergedAnnotation(method, Scheduled.class))
            .filter(scheduled -> scheduled != null)
            .map(Scheduled::scheduler)
            .toList();

    assertThat(schedulers).isNotEmpty().containsOnly(ScheduleConfiguration.SCHEDULER);
  }

  @Test
  void defaultsComeBehindTheSettingsOfAnApplication() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "application.yaml",
                Map.of(
                    "extend.default-threshold", "0.5",
                    "spring.artemis.broker-url", "tcp://orders:61616")));

    new DefaultSettings().postProcessEnvironment(environment, new SpringApplication(Object.class));

    assertThat(environment.getProperty("extend.default-threshold")).isEqualTo("0.5");
    assertThat(environment.getProperty("extend.broker.consumers")).isEqualTo("4");
    assertThat(environment.getProperty("server.port")).isNull();
    assertThat(environment.getProperty("spring.artemis.mode"))
        .as("as it was before the router brought a broker's classes")
        .isEqualTo("native");
  }

  private static Stream<Class<?>> beans(Class<?> configuration) {
    return Stream.of(configuration.getDeclaredMethods()).map(Method::getReturnType);
  }

  private static Set<Class<?>> imported() {
    Set<Class<?>> imported = new LinkedHashSet<>();
    collect(ExtendRouterAutoConfiguration.class, imported);
    return imported;
  }

  private static void collect(Class<?> type, Set<Class<?>> all) {
    Import imports = type.getAnnotation(Import.class);
    if (all.add(type) && imports != null) {
      Stream.of(imports.value()).forEach(next -> collect(next, all));
    }
  }

  private static List<Class<?>> annotated(Class<? extends java.lang.annotation.Annotation> with) {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(with));
    return scanner.findCandidateComponents("org.extendrouter").stream()
        .map(bean -> ClassUtils.resolveClassName(bean.getBeanClassName(), null))
        .<Class<?>>map(type -> type)
        .filter(AutoConfigurationTest::isOfTheRouter)
        .toList();
  }

  private static boolean isOfTheRouter(Class<?> type) {
    return type.getProtectionDomain()
        .getCodeSource()
        .equals(ExtendCamelRouter.class.getProtectionDomain().getCodeSource());
  }
}
