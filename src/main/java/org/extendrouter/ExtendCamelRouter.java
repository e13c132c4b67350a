package org.extendrouter;

import org.extendrouter.check.CheckCommand;
import org.extendrouter.check.installation.SettingFiles;
import org.extendrouter.standalone.EndWithoutMemory;
import org.extendrouter.standalone.FailedStart;
import org.extendrouter.standalone.FormatLocale;
import org.extendrouter.standalone.StandaloneConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Starts the router by itself. It reads {@code application.yaml} and {@code routes/types/} in the
 * working directory.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(StandaloneConfiguration.class)
public class ExtendCamelRouter {

  /**
   * Runs until the process is told to stop; with {@code --check}, only looks for mistakes.
   *
   * @param arguments Spring Boot's command line, for example {@code --server.port=9000}
   */
  public static void main(String[] arguments) {
    FormatLocale.make();
    if (CheckCommand.isAskedFor(arguments)) {
      System.exit(new CheckCommand(System.out).run(ExtendCamelRouter.class, arguments));
    }
    EndWithoutMemory.make();
    try {
      new SpringApplication(SettingFiles.ofAStart(), ExtendCamelRouter.class).run(arguments);
    } catch (AbandonedRunException notMeantToStart) {
      throw notMeantToStart;
    } catch (RuntimeException | Error failure) {
      FailedStart.end(failure);
    }
  }
}
