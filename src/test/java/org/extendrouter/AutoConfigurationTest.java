package org.extendrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.standalone.StandaloneNames;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointProperties;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.stereotype.Component;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** Nothing scans for the router's beans, so each must be named by the auto-configuration. */
class AutoConfigurationTest {

  /** Spring and Camel ask for every bean of such a kind. */
  private static final List<Class<?>> ASKED_FOR_ALL =
      List.of(
          ApplicationListener.class,
          BeanFactoryPostProcessor.class,
          CamelContextConfiguration.class,
          ComponentCustomizer.Policy.class,
          FilterRegistrationBean.class,
          HealthIndicator.class,
          InterceptStrategy.class,
          MeterBinder.class,
          MeterFilter.class,
          OperationInvokerAdvisor.class,
          RoutePolicyFactory.class,
          ScheduledAnnotationBeanPostProcessor.class);

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

  @Test
  void groupsOfHealthAreNamedLikeTheirMembers() {
    try (GenericApplicationContext library = definitions()) {
      assertThat(healthGroups(library)).containsOnlyKeys("extendReadiness", "extendOperator");
    }
    try (GenericApplicationContext standalone = definitions(ExtendCamelRouter.class)) {
      assertThat(healthGroups(standalone)).containsOnlyKeys("liveness", "readiness", "operator");
    }
  }

  /** Spring Boot stops at a group whose members are not there. */
  @Test
  void anApplicationWithoutAWebServerHasNoGroupsOfTheRouter() {
    new ApplicationContextRunner()
        .withInitializer(
            context ->
                new DefaultSettings()
                    .postProcessEnvironment(
                        context.getEnvironment(), new SpringApplication(Object.class)))
        .withConfiguration(
            AutoConfigurations.of(
                ExtendRouterAutoConfiguration.class,
                EndpointAutoConfiguration.class,
                HealthContributorAutoConfiguration.class,
                HealthEndpointAutoConfiguration.class))
        .run(started -> assertThat(started).hasNotFailed().hasSingleBean(HealthEndpoint.class));
  }

  @Test
  void anApplicationMayBringAnotherServerThanTomcat() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader withoutTomcat = classPathWithout("tomcat-embed-core")) {
      Thread.currentThread().setContextClassLoader(withoutTomcat);
      Class<?> there = withoutTomcat.loadClass(AutoConfigurationTest.class.getName());

      assertThat(ClassUtils.isPresent("org.apache.catalina.connector.Connector", withoutTomcat))
          .isFalse();
      try (AutoCloseable beans = ReflectionTestUtils.invokeMethod(there, "definitions")) {
        assertThat(beans).isNotNull();
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Classes that are loaded anew: those that use what is left out find out that it is missing. */
  private static URLClassLoader classPathWithout(String jar) throws MalformedURLException {
    List<URL> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!new File(entry).getName().startsWith(jar)) {
        entries.add(new File(entry).toURI().toURL());
      }
    }
    return new URLClassLoader(entries.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static Map<String, HealthEndpointProperties.Group> healthGroups(
      GenericApplicationContext beans) {
    return Binder.get(beans.getEnvironment())
        .bind(
            "management.endpoint.health.group",
            Bindable.mapOf(String.class, HealthEndpointProperties.Group.class))
        .get();
  }

  @Test
  void turnedOffNoSettingIsLeft() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("application.yaml", Map.of("extend.enabled", "false")));
    List<PropertySource<?>> before = environment.getPropertySources().stream().toList();

    new DefaultSettings().postProcessEnvironment(environment, new SpringApplication(Object.class));

    assertThat(environment.getPropertySources()).containsExactlyElementsOf(before);
  }

  @Test
  void turnedOffTheClassesOfABrokerStillAreNoWishForOne() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "application.yaml",
                Map.of(
                    "extend.enabled", "false", "spring.artemis.broker-url", "tcp://orders:61616")));

    new DefaultSettings().postProcessEnvironment(environment, new SpringApplication(Object.class));

    assertThat(environment.getProperty("spring.artemis.mode")).isEqualTo("native");
    assertThat(environment.getProperty("extend.data-dir")).isNull();
  }

  @Test
  void theLogOfAnArtemisOfTheApplicationStaysAsItIs() {
    assertThat(levelOfArtemis(Map.of())).isEqualTo("warn");
    assertThat(levelOfArtemis(Map.of("spring.artemis.mode", "embedded"))).isNull();
  }

  /** Its migrations and warnings are of an application that has a database. */
  @Test
  void theLogOfTheApplicationsFlywayStaysAsItIs() {
    String flyway = "logging.level.org.flywaydb";
    StandardEnvironment library = new StandardEnvironment();
    new DefaultSettings().postProcessEnvironment(library, new SpringApplication(Object.class));
    assertThat(library.getProperty(flyway)).isNull();

    StandardEnvironment standalone = new StandardEnvironment();
    new DefaultSettings()
        .postProcessEnvironment(standalone, new SpringApplication(ExtendCamelRouter.class));
    assertThat(standalone.getProperty(flyway)).isEqualTo("error");
  }

  private static String levelOfArtemis(Map<String, Object> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addLast(new MapPropertySource("application.yaml", settings));
    new DefaultSettings().postProcessEnvironment(environment, new SpringApplication(Object.class));
    return environment.getProperty("logging.level.org.apache.activemq.artemis");
  }

  @Test
  void allNamesSayThatTheyAreTheRouters() {
    try (GenericApplicationContext beans = definitions()) {
      assertThat(names(beans))
          .isNotEmpty()
          .allMatch(name -> name.startsWith("extend") || name.startsWith("org.extendrouter."));
    }
  }

  @Test
  void standaloneNoNameHasToSayWhoseItIs() {
    try (GenericApplicationContext beans = definitions(ExtendCamelRouter.class)) {
      new StandaloneNames().postProcessBeanDefinitionRegistry(beans);

      assertThat(List.of("jms", "file", "smtp", "triage", "reviewTickets", "redelivery"))
          .as("as routes may name them")
          .allMatch(beans::containsBean);
      assertThat(names(beans))
          .as("as health shows them")
          .contains(
              "brokerHealthIndicator",
              "queuesHealthIndicator",
              "destinationsHealthIndicator",
              "foldersHealthIndicator")
          .noneMatch(name -> name.matches("extend.*HealthIndicator"));
    }
  }

  @Test
  void noBeanIsGivenToWhoeverWantsOneOfItsKind() {
    try (GenericApplicationContext beans = definitions()) {
      assertThat(names(beans))
          .filteredOn(
              name -> ((AbstractBeanDefinition) beans.getBeanDefinition(name)).isDefaultCandidate())
          .flatMap(name -> kindsOfOthers(beans.getType(name, false)))
          .isEmpty();
      assertThat(beans.getBeanNamesForType(ObjectMapper.class))
          .as("Camel asks for the only one, whether it is a candidate or not")
          .isEmpty();
    }
  }

  @Test
  void whatSpringBootHasIfAnApplicationHasNoneItStillHas() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                ScheduleConfiguration.class,
                TaskExecutionAutoConfiguration.class,
                TaskSchedulingAutoConfiguration.class))
        .withUserConfiguration(Business.class)
        .run(
            started -> {
              Business business = started.getBean(Business.class);
              assertThat(business.clock).isNull();
              assertThat(business.scheduler).isSameAs(started.getBean("taskScheduler"));
              assertThat(business.executor).isSameAs(started.getBean("applicationTaskExecutor"));
            });
  }

  @Configuration(proxyBeanMethods = false)
  @EnableScheduling
  static class Business {
    private final Clock clock;
    private final TaskScheduler scheduler;
    private final AsyncTaskExecutor executor;

    Business(
        ObjectProvider<Clock> clock,
        ObjectProvider<TaskScheduler> scheduler,
        @Qualifier("applicationTaskExecutor") AsyncTaskExecutor executor) {
      this.clock = clock.getIfAvailable();
      this.scheduler = scheduler.getObject();
      this.executor = executor;
    }
  }

  private static GenericApplicationContext definitions() {
    return definitions(Object.class);
  }

  private static GenericApplicationContext definitions(Class<?> application) {
    GenericApplicationContext beans = new GenericWebApplicationContext();
    beans
        .getEnvironment()
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "application.yaml",
                Map.of("extend.webhook.signing-secrets", "wss_of_the_application")));
    new DefaultSettings()
        .postProcessEnvironment(beans.getEnvironment(), new SpringApplication(application));
    new AnnotatedBeanDefinitionReader(beans).register(ExtendRouterAutoConfiguration.class);
    beans.refreshForAotProcessing(new RuntimeHints());
    return beans;
  }

  private static List<String> names(GenericApplicationContext beans) {
    return Stream.of(beans.getBeanDefinitionNames())
        .filter(name -> !name.startsWith("org.springframework."))
        .toList();
  }

  private static Set<Class<?>> kindsOfOthers(Class<?> type) {
    Set<Class<?>> kinds = new LinkedHashSet<>(ClassUtils.getAllInterfacesForClassAsSet(type));
    for (Class<?> kind = type; kind != null; kind = kind.getSuperclass()) {
      kinds.add(kind);
    }
    kinds.removeIf(
        kind ->
            kind.getName().startsWith("org.extendrouter.")
                || kind.getName().startsWith("java.lang.")
                || ASKED_FOR_ALL.stream()
                    .anyMatch(all -> kind.isAssignableFrom(all) || all.isAssignableFrom(kind)));
    return kinds;
  }

  private static Stream<Class<?>> beans(Class<?> configuration) {
    return Stream.of(configuration.getDeclaredMethods()).map(Method::getReturnType);
  }

  private static Set<Class<?>> imported() {
    Set<Class<?>> imported = new LinkedHashSet<>();
    ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
        .filter(name -> name.startsWith(ExtendRouterAutoConfiguration.class.getPackageName()))
        .forEach(name -> collect(ClassUtils.resolveClassName(name, null), imported));
    assertThat(imported).contains(ExtendRouterAutoConfiguration.class);
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
