package org.extendrouter.check;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.installation.SettingFiles;
import org.extendrouter.check.process.TemplatesCheck;
import org.extendrouter.check.process.UnknownLogLevel;
import org.extendrouter.check.process.UnusableSwitch;
import org.extendrouter.check.routes.Findings;
import org.extendrouter.check.routes.RouteFilesCheck;
import org.extendrouter.check.rules.DeadEnd;
import org.extendrouter.check.settings.ConfigurationCheck;
import org.extendrouter.check.settings.TypeNames;
import org.extendrouter.check.trial.CamelFailure;
import org.extendrouter.check.trial.LeftOutRoutes;
import org.extendrouter.check.values.UnsetVariable;
import org.extendrouter.routes.RouteInventory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.support.GenericWebApplicationContext;

/**
 * {@code --check}: finds all that is wrong with an installation and says what would be in force.
 * Opens no port, touches no data, sends nothing.
 */
public final class CheckCommand {

  /** The argument that asks for it. */
  private static final String ARGUMENT = "--check";

  /** A check before a commit has none of them. */
  private static final List<String> SECRETS =
      List.of("extend.webhook.signing-secrets", "extend.review.page.key");

  private final PrintStream out;

  /**
   * A check that prints.
   *
   * @param out where to
   */
  public CheckCommand(PrintStream out) {
    this.out = out;
  }

  /**
   * Whether the command line asks for a check in place of a start.
   *
   * @param arguments the command line
   * @return true for {@code --check}, with a value or without
   */
  public static boolean isAskedFor(String... arguments) {
    return Stream.of(arguments)
        .anyMatch(argument -> argument.equals(ARGUMENT) || argument.startsWith(ARGUMENT + "="));
  }

  /**
   * Checks the installation in the working directory.
   *
   * @param application the class that the router starts from
   * @param arguments the command line
   * @return the exit status: 0 if nothing is wrong
   */
  public int run(Class<?> application, String... arguments) {
    List<Fault> unreadable = new ArrayList<>();
    SpringApplication spring =
        new SpringApplication(new SettingFiles(unreadable::add), application);
    spring.setBannerMode(Banner.Mode.OFF);
    spring.setLogStartupInfo(false);
    spring.setRegisterShutdownHook(false);
    // A start stops at the first of its checks; here all are made, and told.
    spring.setListeners(
        spring.getListeners().stream()
            .filter(listener -> !(listener instanceof StartCheck))
            .toList());
    spring.addListeners(new Silence());
    AtomicInteger status = new AtomicInteger(1);
    try {
      SpringApplication.withHook(
          ignored ->
              new SpringApplicationRunListener() {
                @Override
                public void contextLoaded(ConfigurableApplicationContext context) {
                  status.set(check((GenericApplicationContext) context, unreadable));
                  throw new AbandonedRunException(context);
                }
              },
          () -> {
            spring.run(arguments);
          });
    } catch (AbandonedRunException checked) {
      // The check is done, and nothing was started.
    } catch (RuntimeException reported) {
      // Spring Boot has said why no context can be prepared.
    }
    return status.get();
  }

  /** What is found is printed; the log has nothing to add unless the context cannot be prepared. */
  private static final class Silence
      implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
      UnknownLogLevel.silence(prepared.getEnvironment());
    }

    @Override
    public int getOrder() {
      return LoggingApplicationListener.DEFAULT_ORDER - 1;
    }
  }

  private static boolean isMissing(String key, Fault fault, ConfigurableEnvironment environment) {
    return fault.place().contains(key)
        && Binder.get(environment).bind(key, String.class).orElse("").isEmpty();
  }

  private static boolean isOfSettings(Fault fault) {
    return fault.place().matches("\\S+ \\(in the jar\\)( line \\d+)?")
        && DeadEnd.of(fault).isEmpty();
  }

  private int check(GenericApplicationContext context, List<Fault> unreadable) {
    ConfigurableEnvironment environment = context.getEnvironment();
    List<Fault> faults = new ArrayList<>(unreadable);
    List<Fault> warnings = new ArrayList<>();
    if (unreadable.isEmpty()) {
      for (Fault fault : ConfigurationCheck.faults(environment)) {
        boolean missing = SECRETS.stream().anyMatch(key -> isMissing(key, fault, environment));
        (missing || UnsetVariable.isReasonOf(fault) ? warnings : faults).add(fault);
      }
    }
    UnusableSwitch.replace(environment);
    boolean settingsAreSound = faults.isEmpty();
    boolean bound = settingsAreSound && InForce.isKnown(environment);
    RouteInventory files = Installation.routeFiles(environment);
    faults.addAll(RouteFilesCheck.faults(files));
    faults.addAll(LeftOutRoutes.faults(environment, files.inForce()));
    faults.addAll(TemplatesCheck.faults(environment));
    Findings routes = check(files, context);
    routes.faults().stream()
        // What they name may be in a file that cannot be read.
        .filter(fault -> unreadable.isEmpty() || !CamelFailure.isUnknownSetting(fault))
        // The router's own can be built unless a setting that is told keeps them from it.
        .filter(fault -> settingsAreSound || !isOfSettings(fault))
        .forEach(faults::add);
    if (bound) {
      faults.addAll(TypeNames.faults(environment, routes.branches().keySet()));
      warnings.addAll(TypeNames.warnings(environment, routes.branches().keySet()));
      warnings.addAll(SettingWarnings.of(environment));
    }
    warnings.addAll(routes.warnings());
    if (bound) {
      InForce.of(environment, routes.branches()).forEach(out::println);
    } else {
      out.println("note: what will be in force is told as soon as the settings can be used");
    }
    files.notes().forEach(note -> out.println("note: " + note));
    TemplatesCheck.notes(environment).forEach(note -> out.println("note: " + note));
    warnings.forEach(warning -> out.println("warning: " + warning));
    faults.forEach(fault -> out.println("fault: " + fault));
    out.println(faults.isEmpty() ? "Nothing is wrong." : "%d to fix.".formatted(faults.size()));
    return faults.isEmpty() ? 0 : 1;
  }

  /** Spring Boot's own beans take seconds to find, and routes seldom name one. */
  private static Findings check(RouteInventory files, GenericApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    RoutesCheck check = new RoutesCheck();
    try (GenericApplicationContext own = ownBeans(environment)) {
      Findings routes = check.of(files.inForce(), environment, own.getBeanFactory());
      if (routes.faults().stream().noneMatch(CamelFailure::isUnknownBean)) {
        return routes;
      }
    }
    context.refreshForAotProcessing(new RuntimeHints());
    return check.of(files.inForce(), environment, context.getBeanFactory());
  }

  /** The router's own beans, as definitions alone. */
  static GenericApplicationContext ownBeans(ConfigurableEnvironment environment) {
    GenericApplicationContext beans = new GenericWebApplicationContext();
    beans.setEnvironment(environment);
    AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(beans);
    for (String configuration : ImportCandidates.load(AutoConfiguration.class, null)) {
      if (configuration.startsWith("org.extendrouter.")) {
        reader.register(ClassUtils.resolveClassName(configuration, null));
      }
    }
    beans.refreshForAotProcessing(new RuntimeHints());
    return beans;
  }
}
