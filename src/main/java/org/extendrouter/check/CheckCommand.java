package org.extendrouter.check;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.extendrouter.routes.RouteFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * {@code --check}: finds all that is wrong with an installation and says what would be in force.
 * Opens no port, touches no data, sends nothing.
 */
public final class CheckCommand {

  /** The argument that asks for it. */
  private static final String ARGUMENT = "--check";

  private static final String SECRETS = "extend.webhook.signing-secrets";

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
    SpringApplication spring = new SpringApplication(application);
    spring.setBannerMode(Banner.Mode.OFF);
    spring.setLogStartupInfo(false);
    spring.setRegisterShutdownHook(false);
    // A start stops at the first of its checks; here all are made, and told.
    spring.setListeners(
        spring.getListeners().stream()
            .filter(listener -> !(listener instanceof StartCheck))
            .toList());
    AtomicReference<Integer> status = new AtomicReference<>(1);
    try {
      SpringApplication.withHook(
          ignored ->
              new SpringApplicationRunListener() {
                @Override
                public void contextLoaded(ConfigurableApplicationContext context) {
                  status.set(check((GenericApplicationContext) context));
                  throw new AbandonedRunException(context);
                }
              },
          () -> {
            spring.run(quiet(arguments));
          });
    } catch (AbandonedRunException checked) {
      // The check is done, and nothing was started.
    } catch (RuntimeException reported) {
      // Spring Boot has said why no context can be prepared.
    }
    return status.get();
  }

  /** What is found is printed; the log has nothing to add unless the context cannot be prepared. */
  private static String[] quiet(String... arguments) {
    return Stream.concat(Stream.of("--logging.level.root=error"), Stream.of(arguments))
        .toArray(String[]::new);
  }

  private int check(GenericApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    List<Fault> faults = new ArrayList<>();
    List<Fault> warnings = new ArrayList<>();
    boolean noSecret = environment.getProperty(SECRETS, "").isEmpty();
    for (Fault fault : ConfigurationCheck.faults(environment)) {
      (noSecret && fault.place().contains(SECRETS) ? warnings : faults).add(fault);
    }
    RouteFiles files = RouteFiles.find(environment.getProperty(StartCheck.PATTERN, ""));
    faults.addAll(RouteFilesCheck.faults(files));
    faults.addAll(TemplatesCheck.faults(environment));
    context.refreshForAotProcessing(new RuntimeHints());
    RouteModelCheck.Result routes =
        new RoutesCheck(environment, context.getBeanFactory()).of(files.inForce());
    faults.addAll(routes.faults());
    warnings.addAll(routes.warnings());
    InForce.of(environment, files).forEach(out::println);
    files.notes().forEach(note -> out.println("note: " + note));
    TemplatesCheck.notes(environment).forEach(note -> out.println("note: " + note));
    warnings.forEach(warning -> out.println("warning: " + warning));
    faults.forEach(fault -> out.println("fault: " + fault));
    out.println(faults.isEmpty() ? "Nothing is wrong." : "%d to fix.".formatted(faults.size()));
    return faults.isEmpty() ? 0 : 1;
  }
}
