package org.extendrouter;

import java.time.Clock;
import org.extendrouter.check.CheckCommand;
import org.extendrouter.check.SettingFiles;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts the router. It reads {@code application.yaml} and {@code routes/types/} in the working
 * directory.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ExtendCamelRouter {

  /**
   * Runs until the process is told to stop; with {@code --check}, only looks for mistakes.
   *
   * @param arguments Spring Boot's command line, for example {@code --server.port=9000}
   */
  public static void main(String[] arguments) {
    if (CheckCommand.isAskedFor(arguments)) {
      System.exit(new CheckCommand(System.out).run(ExtendCamelRouter.class, arguments));
    }
    new SpringApplication(SettingFiles.ofAStart(), ExtendCamelRouter.class).run(arguments);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
