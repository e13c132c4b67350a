package org.extendrouter.check.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.RandomValuePropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

class ConfigurationCheckTest {

  private static final Map<String, Object> SECRET = Map.of("EXTEND_SIGNING_SECRETS", "wss_x");

  @TempDir Path home;

  @Test
  void theDefaultsLackASecretAlone() throws IOException {
    assertThat(ConfigurationCheck.faults(environment("", Map.of())))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo("extend.webhook.signing-secrets");
              assertThat(fault.problem()).isEqualTo("no signing secret");
              assertThat(fault.fix()).contains("EXTEND_SIGNING_SECRETS");
            });
  }

  @Test
  void theShippedSettingsAreSound() throws IOException {
    assertThat(check(Files.readString(Path.of("application.yaml")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default-threshold: 90%            | extend.default-threshold | \"90%\" is not a number | write 0.9",
        "default-threshold: 92,5 %         | extend.default-threshold | \"92,5 %\" is not a number | write 0.925",
        "default-threshold: high           | extend.default-threshold | \"high\" is not a number | for example 0.85",
        "default-threshold: 85             | extend.default-threshold | is not a confidence | from 0 to 1",
        "defaultTreshold: 0.9              | extend.defaultTreshold   | no such setting | did you mean extend.default-threshold?",
        "default_treshold: 0.9             | extend.default_treshold  | no such setting | did you mean extend.default-threshold?",
        "default_threshold: 85             | extend.default-threshold | is not a confidence | from 0 to 1",
        "webhok: {path: /x}                | extend.webhok.path       | no such setting | did you mean extend.webhook?",
        "review: {chanels: file}           | extend.review.chanels    | no such setting | did you mean extend.review.channels?",
        "review: {channels: fax}           | extend.review.channels   | \"fax\" is not one of file, email | write one of them",
        "review: {channels: mail}          | extend.review.channels   | \"mail\" is not one of file, email | did you mean email?",
        "review: {channels: 'file,mail'}   | extend.review.channels   | \"file,mail\" is not one of file, email | did you mean email?",
        "types: [invoice]                  | extend.types[0]          | | - type: invoice",
        "review: {templates: no/such}      | extend.review.templates  | no/such is not a directory | set it to the directory with your ticket.ftl",
        "review: {remind-after: 2d}        | extend.review.remind-after | reminders go by mail, and the e-mail channel is off | set EXTEND_REVIEW_CHANNELS to file,email",
        "review: {escalate-after: 2d, escalate-to: a@b.de} | extend.review.escalate-after | escalations go by mail, and the e-mail channel is off | set EXTEND_REVIEW_CHANNELS to file,email",
        "review: {channels: email, email: {from: a@b.de, to: a@b.de}, escalate-after: 2d, escalate-to: a@b.de, remind-after: 3d} | extend.review.escalate-after | is not longer than extend.review.remind-after | for example 5d",
        "review: {channels: email, email: {from: a@b.de, to: a@b.de}, remind-after: 0s} | extend.review.remind-after | is too short | for example 2d",
        "ledger: {keep: 12h}               | extend.ledger.keep       | is too short | at least 1d",
        "webhook: {max-age: soon}          | extend.webhook.max-age   | \"soon\" is not a duration | for example 30s",
        "webhook: {max-body-size: large}   | extend.webhook.max-body-size | \"large\" is not a size | for example 5MB",
        "webhook: {signing-secret: x}      | extend.webhook.signing-secret | no such setting | did you mean extend.webhook.signing-secrets?",
        "broker: {consumers: four}         | extend.broker.consumers  | \"four\" is not a number | write digits",
        "types: [{type: a, treshold: 0.9}] | extend.types[0].treshold | no such setting | did you mean extend.types[0].threshold?",
        "types: [{type: a, threshold: 2}]  | extend.types[0].threshold | is not a confidence | from 0 to 1",
        "types: [{type: a, branch: a b}]   | extend.types[0].branch   | cannot stand in the name of a queue | letters, digits",
        "types: [{threshold: 0.9}]         | extend.types[0].type     | is missing | name the type",
        "review: {email: {to: [nobody]}}   | extend.review.email.to[0] | | is not an e-mail address",
        "review: {email: {to: nobody}} | extend.review.email.to[0] | | is not an e-mail address",
        "review: {email: {to: 'a@example.com, nobody'}} | extend.review.email.to | | is not an e-mail address",
        "treshold: 0.9 | extend.treshold | no such setting | did you mean extend.default-threshold or extend.types[].threshold?",
        "redelivery: {delay: 0s} | extend.redelivery.delay | is shorter than 1ms | for example 5s",
        "redelivery: {give-up-after: -1h} | extend.redelivery.give-up-after | is not a time | for example 24h",
        "redelivery: {max-delay: 1s} | extend.redelivery.max-delay | is shorter than extend.redelivery.delay | for example 1h",
        "payload: {timeout: 0s} | extend.payload.timeout | is not from 1ms to 5m | for example 30s",
        "payload: {valid-for: 0s} | extend.payload.valid-for | is not a time | for example 1h",
        "payload: {max-size: 0B} | extend.payload.max-size | is not from 1B to 100MB | for example 10MB",
        "webhook: {max-age: -1s} | extend.webhook.max-age | is negative | for example 300s",
        "webhook: {max-ahead: 0s} | extend.webhook.max-ahead | is not a time | for example 60s",
        "webhook: {body-timeout: 0s} | extend.webhook.body-timeout | is not a time | for example 20s",
        "webhook: {max-body-size: 0B} | extend.webhook.max-body-size | is not from 1B to 1GB | for example 5MB",
        "webhook: {max-total-body-size: 1MB} | extend.webhook.max-total-body-size | is less than extend.webhook.max-body-size | for example 8MB",
        "broker: {min-disk-free: 0B} | extend.broker.min-disk-free | is not a size | for example 256MB",
        "review: {email: {smtp: {deadline: 1s}}} | extend.review.email.smtp.deadline | is shorter than extend.review.email.smtp.timeout | for example 2m",
        "types: {invoice: {threshold: 0.9}} | extend.types.invoice.threshold | no such setting | extend.types is a list: begin each entry with \"- \"",
        "types: {threshold: 0.9}   | extend.types.threshold | no such setting | extend.types is a list: begin each entry with \"- \"",
        "review: channels:file     | extend.review            | is a text, not settings | with a blank after the colon",
        "webhook: {signing-secrets: '${NO_SUCH}'} | extend.webhook.signing-secrets | NO_SUCH is not set anywhere | set this environment variable",
        "review: {email: {smtp: {password: '${NO_SUCH}'}}} | extend.review.email.smtp.password | NO_SUCH is not set anywhere | set this environment variable",
        "data-dir: '${NO_SUCH}' | extend.data-dir | NO_SUCH is not set anywhere | set this environment variable",
        "review: {templates: '${NO_SUCH}'} | extend.review.templates | NO_SUCH is not set anywhere | set this environment variable",
        "default-threshold:0.9     | extend                   | is a text, not settings | with a blank after the colon",
        "default-threshold = 0.9   | extend                   | is a text, not settings | with a blank after the colon",
        "types: [{type: a}, {type: b}, {type: a}] | extend.types[2].type | \"a\" stands in extend.types[0], too | keep it in one entry",
        "types: [{type: a, ids: [x]}, {type: b, ids: [y, x]}] | extend.types[1].ids[1] | \"x\" stands in extend.types[0], too | keep it in one entry",
        "review: {email: {smtp: {host: 'mail.example.com:587'}}} | extend.review.email.smtp.host | is not the name of a host | its port into extend.review.email.smtp.port",
        "review: {email: {smtp: {host: 'smtp://mail.example.com'}}} | extend.review.email.smtp.host | is not the name of a host | for example mail.example.com",
        "webhook: {max-age: 300} | extend.webhook.max-age | 300 has no unit, so that it means 300 ms | write it with its unit, for example 300s",
        "webhook: {max-age: '${NO_SUCH:300}'} | extend.webhook.max-age | 300 has no unit, so that it means 300 ms | for example 300s",
        "webhook: {max-body-size: 5} | extend.webhook.max-body-size | 5 has no unit, so that it means 5 bytes | for example 5MB",
        "redelivery: {give-up-after: 24} | extend.redelivery.give-up-after | 24 has no unit, so that it means 24 ms | for example 24h",
        "redelivery: {delay: +5} | extend.redelivery.delay | 5 has no unit, so that it means 5 ms | for example 5s",
        "review: {channels: email, email: {from: a@b.de, to: a@b.de}, remind-after: 48} | extend.review.remind-after | 48 has no unit, so that it means 48 ms | for example 48h",
        "review: {email: {smtp: {port: 465}}} | extend.review.email.smtp.port | is for TLS from the first byte | set security to tls",
        "review: {email: {smtp: {username: u, password: ''}}} | extend.review.email.smtp.password | is empty | set the password",
        "review: {escalate-to: a@b.de} | extend.review.escalate-to | get no mail | for example 5d",
        "data-dir: 'a\\b' | extend.data-dir | would end up in two places | choose a directory without",
        "data-dir: ~/data | extend.data-dir | begins with ~ | write the whole path, for example /",
        "webhook: {signing-secrets: '\"wss_of_nobody_0123456789\"'} | extend.webhook.signing-secrets | has quotes in it | without quotes",
        "webhook: {signing-secrets: wss_...} | extend.webhook.signing-secrets | is an example of the documentation | that Extend shows",
        "webhook: {signing-secrets: 'wss_of_nobody_0123456789,sk_live_of_nobody_1'} | extend.webhook.signing-secrets | begins with sk_ | EXTEND_API_KEY",
        "broker: {embedded: flase} | extend.broker.embedded | \"flase\" is not true or false | write true or false",
        "review: {email: {smtp: {password: {Secr3t: }}}} | extend.review.email.smtp.password | has a value, and no settings below it | quote the value",
        "webhook: {signing-secrets: {wss_x: , b: }} | extend.webhook.signing-secrets | has a value, and no settings below it | quote the value",
        "review: {email: {smtp: {pasword: {Secr3t_of_nobody: }}}} | extend.review.email.smtp.pasword | no such setting | did you mean extend.review.email.smtp.password?",
        "webhok: {signing-secrets: {Secr3t_of_nobody: }} | extend.webhok.signing-secrets | no such setting | did you mean extend.webhook?",
        "types: [{type: a, treshold: {Secr3t_of_nobody: }}] | extend.types[0].treshold | no such setting | did you mean extend.types[0].threshold?",
        "colour: blue                      | extend.colour            | no such setting | below extend there are api, broker, data-dir"
      })
  void aMistakeInAFileIsToldWithItsLineKeyAndFix(
      String setting, String key, String problem, String fix) throws IOException {
    assertThat(check("extend:\n  " + setting + "\n"))
        .filteredOn(fault -> !fault.problem().contains("has the router as a library"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.toString()).doesNotContain("of_nobody");
              assertThat(fault.place()).startsWith(yaml() + " line 2, ").endsWith(key);
              assertThat(fault.problem()).contains(problem == null ? "" : problem);
              assertThat(fault.fix()).contains(fix);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "treshold: 0.9         | treshold        | did you mean extend.default-threshold or extend.types[].threshold?",
        "extnd: {threshold: 1} | extnd.threshold | did you mean extend.default-threshold or extend.types[].threshold?",
        "extnd: {webhook: {signing-secrets: {Secr3t: }}} | extnd.webhook.signing-secrets | did you mean extend.webhook.signing-secrets?",
        "extnd: {signing-secrets: {Secr3t: }} | extnd.signing-secrets | did you mean extend.webhook.signing-secrets?",
        "extnd: {webhook: {path: /x}} | extnd.webhook.path | did you mean extend.webhook.path?",
        "review: {channels: file} | review.channels | did you mean extend.review.channels?",
        "types: [{type: a, threshold: 1}] | types[0].threshold | did you mean extend.types[0].threshold?"
      })
  void aSettingThatStandsBesideExtendIsTold(String setting, String key, String fix)
      throws IOException {
    assertThat(check(setting + "\n"))
        .anySatisfy(
            fault -> {
              assertThat(fault.place()).isEqualTo(yaml() + " line 1, " + key);
              assertThat(fault.fix()).isEqualTo(fix);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0s", "PT5M", "5m", "300000ms"})
  void aDurationWithItsUnitIsLeftAlone(String duration) throws IOException {
    assertThat(check("extend.webhook.max-age: " + duration + "\n")).isEmpty();
  }

  @Test
  void aDurationWithoutItsUnitIsToldWithTheVariableItIsFrom() throws IOException {
    assertThat(
            ConfigurationCheck.faults(
                environment(
                    "", Map.of("EXTEND_WEBHOOK_MAXAGE", "300", "EXTEND_SIGNING_SECRETS", "wss_x"))))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains("EXTEND_WEBHOOK_MAXAGE");
              assertThat(fault.fix()).endsWith("300s");
            });
  }

  @Test
  void springsOwnDurationsMayBeWithoutAUnit() throws IOException {
    assertThat(check("server.tomcat.connection-timeout: 10000\n")).isEmpty();
  }

  @Test
  void twoFilesThatDifferInTheEndOfTheirNameAreTold() throws IOException {
    ConfigurableEnvironment environment = environment("extend.default-threshold: 0.9\n", SECRET);
    addFirst("application.yml", "server.port: 0\n", environment);

    assertThat(ConfigurationCheck.faults(environment))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(home.resolve("application.yml").toString());
              assertThat(fault.problem()).contains("application.yaml", "wins");
              assertThat(fault.fix()).contains("into application.yaml");
            });
  }

  @Test
  void propertiesBesideYamlAreToldWhereBothSetTheSame() throws IOException {
    ConfigurableEnvironment environment = environment("extend.default-threshold: 0.9\n", SECRET);
    addFirst("application.properties", "server.port=0\n", environment);
    assertThat(ConfigurationCheck.faults(environment)).isEmpty();

    addFirst("application.properties", "extend.default-threshold=0.5\n", environment);
    assertThat(ConfigurationCheck.faults(environment))
        .singleElement()
        .satisfies(fault -> assertThat(fault.problem()).endsWith("for extend.default-threshold"));
  }

  @Test
  void aFileWithoutAnEndingBesideOneWithIsLeftAlone() throws IOException {
    ConfigurableEnvironment environment = environment("extend.default-threshold: 0.9\n", SECRET);
    Path imported = Files.writeString(home.resolve("application"), "server.port: 0\n");
    new YamlPropertySourceLoader()
        .load("imported", new FileSystemResource(imported))
        .forEach(environment.getPropertySources()::addFirst);

    assertThat(ConfigurationCheck.faults(environment)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"default_threshold", "defaultThreshold", "DEFAULT-THRESHOLD"})
  void aKeyMayBeWrittenAsSpringBootReadsIt(String key) throws IOException {
    assertThat(check("extend:\n  " + key + ": 0.9\n")).isEmpty();
  }

  private void addFirst(String name, String text, ConfigurableEnvironment environment)
      throws IOException {
    FileSystemResource file = new FileSystemResource(Files.writeString(home.resolve(name), text));
    (name.endsWith("properties")
            ? new PropertiesPropertySourceLoader()
            : new YamlPropertySourceLoader())
        .load(name, file)
        .forEach(environment.getPropertySources()::addFirst);
  }

  @Test
  void otherSettingsOfAnInstallationAreLeftAlone() throws IOException {
    assertThat(
            check(
                """
                logging.level.root: warn
                management.server.port: 8082
                partner: {url: "https://example.com", timeout: 5s}
                path: /x
                """))
        .isEmpty();
  }

  @Test
  void everyClassOfSettingsIsChecked() {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    assertThat(scanner.findCandidateComponents("org.extendrouter"))
        .extracting(BeanDefinition::getBeanClassName)
        .containsExactlyInAnyOrderElementsOf(
            ConfigurationCheck.SETTINGS.stream().map(Class::getName).toList());
  }

  @Test
  void allMistakesAreToldNotTheFirstAlone() throws IOException {
    assertThat(
            check(
                """
                extend:
                  default-threshold: 90%
                  webhook:
                    max-age: -5s
                    body-timeout: soon
                  types:
                    - type: invoice
                      threshold: 1.5
                    - type: receipt
                      treshold: 0.9
                """))
        .hasSize(5);
  }

  @Test
  void mistakesOfTheCommandLineAreToldAndTheEnvironmentOfTheSystemIsLeftAlone() throws IOException {
    ConfigurableEnvironment environment = environment("", Map.of());
    environment
        .getPropertySources()
        .addFirst(
            new SimpleCommandLinePropertySource(
                "--extend.webhook.signing-secrets=wss_x", "--extend.webhook.pth=/x"));
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "systemEnvironment", Map.of("EXTEND_COMPANY_WIDE", "x")));
    assertThat(ConfigurationCheck.faults(environment))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).startsWith("extend.webhook.pth");
              assertThat(fault.fix()).isEqualTo("did you mean extend.webhook.path?");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--chek                           | --chek     | did you mean --check?",
        "--Check                          | --Check    | did you mean --check?",
        "--debgu                          | --debgu    | did you mean --debug?",
        "--port=9000                      | --port     | write settings as --key=value",
        "--help                           | --help     | write settings as --key=value",
        "--prepare                        | --prepare  | write settings as --key=value",
        "-Dserver.port=9000               | \"-Dserver.port\" | before the class or -jar, or into JAVA_OPTS",
        "-Xmx1g                           | \"-Xmx1g\"  | before the class or -jar, or into JAVA_OPTS",
        "check                            | \"check\"    | did you mean --check?",
        "-check                           | \"-check\"   | did you mean --check?",
        "\u2013check                       | \"\u2013check\" | did you mean --check?",
        "-extend.default-threshold=0.99   | \"-extend.default-threshold\" | did you mean --extend.default-threshold=\u2026?",
        "wss_of_nobody_0123456789         | \"wss\u2026\" | write settings as --key=value",
        "extend.default-threshold=0.99    | \"extend.default-threshold\" | did you mean --extend.default-threshold=\u2026?"
      })
  void anArgumentThatNobodyReadsIsTold(String argument, String place, String fix)
      throws IOException {
    assertThat(ConfigurationCheck.faults(withArguments("", argument)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(place);
              assertThat(fault.fix()).contains(fix);
              assertThat(fault.toString()).doesNotContain("of_nobody");
            });
  }

  @Test
  void argumentsThatSomebodyReadsAreLeftAlone() throws IOException {
    assertThat(
            ConfigurationCheck.faults(
                withArguments(
                    "partner.url: http://${partner:nobody}/\n",
                    "--check",
                    "--debug",
                    "--trace",
                    "--partner=example.com",
                    "--read-by-a-jar-in-lib",
                    "--check=true",
                    "--spring.config.location=file:a.yaml,file:b.yaml",
                    "",
                    "--EXTEND_DATA_DIR=data",
                    "--server.port=0",
                    "--spring.profiles.active=x",
                    "--my.own=1")))
        .isEmpty();
  }

  private ConfigurableEnvironment withArguments(String yaml, String... arguments)
      throws IOException {
    ConfigurableEnvironment environment = environment(yaml, SECRET);
    environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
    return environment;
  }

  @Test
  void aListThatAnotherSourceReplacesIsNoMistakeAndAMisspeltKeyInItIs() throws IOException {
    String types = "extend:\n  types:\n    - type: a\n    - type: b\n      %s: 0.9\n";
    ConfigurableEnvironment sound = environment(types.formatted("threshold"), SECRET);
    ConfigurableEnvironment misspelt = environment(types.formatted("treshold"), SECRET);
    for (ConfigurableEnvironment environment : List.of(sound, misspelt)) {
      environment
          .getPropertySources()
          .addFirst(new SimpleCommandLinePropertySource("--extend.types[0].type=c"));
    }

    assertThat(ConfigurationCheck.faults(sound)).isEmpty();
    assertThat(ConfigurationCheck.faults(misspelt))
        .singleElement()
        .satisfies(fault -> assertThat(fault.place()).contains("extend.types[1].treshold"));
  }

  @Test
  void aMisspeltKeyHidesNoOtherEntryOfItsList() throws IOException {
    assertThat(
            check(
                """
                extend:
                  types:
                    - typ: receipt
                    - type: contract
                      threshold: 0.9
                      ids: [a, c]
                """))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(yaml() + " line 3, extend.types[0].typ");
              assertThat(fault.problem()).isEqualTo("no such setting");
              assertThat(fault.fix()).isEqualTo("did you mean extend.types[0].type?");
            });
  }

  @Test
  void mistakesInTheEntriesAfterItAreToldToo() throws IOException {
    assertThat(
            check(
                """
                extend:
                  types:
                    - typ: receipt
                    - type: contract
                      threshold: high
                      idz: [a, c]
                """))
        .extracting(Fault::fix)
        .containsExactlyInAnyOrder(
            "did you mean extend.types[0].type?",
            "write digits, with a point if need be, for example 0.85",
            "did you mean extend.types[1].ids?",
            "did you mean extend.types[1].ids?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXTEND_TYPES_0_TYP | did you mean extend.types[0].type?",
        "EXTEND_TYPES_1_TYPE | number the entries from 0"
      })
  void anEntryThatCannotBeReadFromAVariableIsToldWithTheVariable(String variable, String fix)
      throws IOException {
    assertThat(
            ConfigurationCheck.faults(
                environment("", Map.of(variable, "a", "EXTEND_SIGNING_SECRETS", "wss_x"))))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains(variable);
              assertThat(fault.fix()).contains(fix);
            });
  }

  @Test
  void aVariableForTheSecondEntryOfAListInAFileIsToldWithTheVariable() throws IOException {
    assertThat(
            ConfigurationCheck.faults(
                environment(
                    "extend:\n  types:\n    - type: a\n    - type: b\n",
                    Map.of("EXTEND_TYPES_1_TYPE", "c", "EXTEND_SIGNING_SECRETS", "wss_x"))))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains("EXTEND_TYPES_1_TYPE");
              assertThat(fault.fix())
                  .isEqualTo("write the whole list in one place, numbered from 0");
            });
  }

  @Test
  void aListThatDoesNotBeginWithItsFirstEntryIsTold() throws IOException {
    ConfigurableEnvironment environment = environment("", SECRET);
    environment
        .getPropertySources()
        .addFirst(new SimpleCommandLinePropertySource("--extend.types[1].type=c"));

    assertThat(ConfigurationCheck.faults(environment))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains("extend.types");
              assertThat(fault.problem()).isEqualTo("stands in a list that has no entry 0");
              assertThat(fault.fix()).isEqualTo("number the entries from 0, without a gap");
            });
  }

  @Test
  void whatAVariableLeavesOutOfAListIsToldWithTheVariable() throws IOException {
    ConfigurableEnvironment environment =
        environment(
            "extend:\n  types:\n    - type: invoice\n",
            Map.of("EXTEND_TYPES_0_THRESHOLD", "0.99", "EXTEND_SIGNING_SECRETS", "wss_x"));

    assertThat(ConfigurationCheck.faults(environment))
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.place())
                    .startsWith("extend.types[0].type")
                    .contains("EXTEND_TYPES_0_THRESHOLD"));
  }

  @Test
  void anInboxThatIsNotOnDiskIsRefused() throws IOException {
    assertThat(check("spring.artemis.embedded.persistent: false\n"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.fix()).isEqualTo("remove it"));
  }

  @Test
  void theAddressOfABrokerHasAScheme() throws IOException {
    assertThat(check("spring.artemis.broker-url: tcp//broker:61616\n"))
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.place()).endsWith("line 1, spring.artemis.broker-url"));
    assertThat(check("spring.artemis.broker-url: (tcp://a:1,tcp://b:1)?ha=true\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "' '", "/srv/a%41b", "/srv/a?b", "/srv/a#b", "/srv/a;b"})
  void aDataDirectoryThatTheRoutesWouldReadDifferentlyIsRefused(String directory)
      throws IOException {
    assertThat(check("extend:\n  data-dir: " + directory + "\n"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.place()).endsWith("extend.data-dir"));
  }

  @Test
  void aDataDirectoryThatIsAnotherOneEachTimeIsRefused() throws IOException {
    ConfigurableEnvironment environment =
        environment("extend:\n  data-dir: target/x-${random.uuid}\n", SECRET);
    RandomValuePropertySource.addToEnvironment(environment);

    assertThat(ConfigurationCheck.faults(environment))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(yaml() + " line 2, extend.data-dir");
              assertThat(fault.problem())
                  .contains("another directory each time it is read (target/x-");
              assertThat(fault.fix()).contains("stays the same", "@TempDir");
            });
  }

  @Test
  void anEmptyVariableForTheDataDirectoryIsTold() throws IOException {
    assertThat(
            ConfigurationCheck.faults(
                environment("", Map.of("EXTEND_DATA_DIR", "", "EXTEND_SIGNING_SECRETS", "wss_x"))))
        .singleElement()
        .satisfies(fault -> assertThat(fault.fix()).contains("EXTEND_DATA_DIR"));
  }

  @Test
  void aSecretThatCannotBeUsedIsNotShown() throws IOException {
    assertThat(check("extend:\n  webhook:\n    signing-secrets: {a: wss_secret}\n").toString())
        .doesNotContain("wss_secret");
  }

  @Test
  void aSettingThatAnApplicationHasForItsSecondBrokerIsToldStandalone() throws IOException {
    assertThat(check("extend.broker.url: tcp://broker:61616\n"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains("application.yaml line 1, extend.broker.url");
              assertThat(fault.fix()).isEqualTo("set spring.artemis.broker-url instead");
            });
  }

  @Test
  void theAddressOfAnApplicationsSecondBrokerHasAScheme() throws IOException {
    ConfigurableEnvironment environment =
        environment("extend:\n  broker.url: tcp//broker:61616\n", SECRET);
    environment.getPropertySources().remove("process.yaml");
    assertThat(ConfigurationCheck.faults(environment))
        .singleElement()
        .satisfies(fault -> assertThat(fault.place()).endsWith("line 2, extend.broker.url"));
  }

  @Test
  void nobodySetsWhoseProcessItIs() throws IOException {
    assertThat(check("extend.standalone: false\n"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).endsWith("line 1, extend.standalone");
              assertThat(fault.problem()).isEqualTo("no such setting");
              assertThat(fault.fix()).startsWith("remove it; ").doesNotContain("standalone");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server.port: eighty | server.port | \"eighty\" is not a number | write digits alone",
        "server.port: 99999 | server.port | 99999 is not a port | set one from 1 to 65535",
        "server.port: 8081 | management.server.port | 8081 is server.port, too | a number of its own",
        "server.port: '${NO_SUCH}' | server.port | NO_SUCH is not set anywhere | set this environment variable",
        "server.prot: 80 | server.prot | no such setting | did you mean server.port?",
        "server.tomcat.thread.max: 8 | server.tomcat.thread.max | no such setting | did you mean server.tomcat.threads?",
        "management.server.port: http | management.server.port | \"http\" is not a number | write digits alone",
        "management.server.prot: 80 | management.server.prot | no such setting | did you mean management.server.port?",
        "camel.main.shutdown-timeout: abc | camel.main.shutdown-timeout | \"abc\" is not a number | write digits alone",
        "spring.artemis.embedded.persistent: flase | spring.artemis.embedded.persistent | \"flase\" is not true or false | write true or false",
        "spring.artemis.mode: natve | spring.artemis.mode | \"natve\" is not one of native, embedded | did you mean native?",
        "spring.datasource.url: 'jdbc:mysql://u:of_nobody@x/y' | line 1, spring.datasource.url | jdbc:mysql: is no database that the ledger can be in, which are H2 and PostgreSQL | write it as jdbc:postgresql://db.example.com/extend, or remove it for an H2 file",
        "spring.datasource.url: jdbc:sqlite:x | line 1, spring.datasource.url | jdbc:sqlite: is no database | jdbc:postgresql:",
        "spring.datasource.url: jdbc:postgres://x/y | line 1, spring.datasource.url | jdbc:postgres: is no database | jdbc:postgresql:",
        "spring.datasource.url: 'postgresql://u:of_nobody@x/y' | line 1, spring.datasource.url | is not the JDBC address of a database | jdbc:postgresql:",
        "spring.datasource.url: '${NO_SUCH}' | line 1, spring.datasource.url | NO_SUCH is not set anywhere | set this environment variable",
        "spring.datasource.driver-class-name: org.postgres.Driver | line 1, spring.datasource.driver-class-name | there is no class org.postgres.Driver | remove it",
        "spring.datasource.ulr: jdbc:postgresql://x/y | line 1, spring.datasource.ulr | no such setting | did you mean spring.datasource.url?",
        "spring.artemis.broker-ulr: tcp://a:1 | line 1, spring.artemis.broker-ulr | no such setting | did you mean spring.artemis.broker-url?",
        "spring.ssl.bundle.pem.mail.truststor.certificate: file:ca.pem | line 1, spring.ssl.bundle.pem.mail.truststor | no such setting | did you mean spring.ssl.bundle.pem.mail.truststore?",
        "{extend.review.email.smtp.ssl-bundle: mail, spring.ssl.bundle.pem.mail.truststore.certificate: 'file:no.pem'} | line 1, spring.ssl.bundle.pem.mail.truststore.certificate | no.pem is missing | write file: and the path of another",
        "spring.datasource.generate-unique-name: x | spring.datasource.generate-unique-name | \"x\" is not true or false | write true or false",
        "camel.component.http.response-timeout: 30sec | line 1, camel.component.http.response-timeout | \"30sec\" is not a number | write digits alone",
        "camel.component.http.connect-timeout: 5s | line 1, camel.component.http.connect-timeout | \"5s\" is not a number | write 5000: it is in milliseconds",
        "camel.component.http.so-timeout: long | line 1, camel.component.http.so-timeout | \"long\" is not a number | write digits alone, in milliseconds, for example 30000",
        "camel.main.shutdown-timeout: 20s | camel.main.shutdown-timeout | \"20s\" is not a number | write digits alone, for example 30",
        "camel.main.shutdown-timout: 20 | camel.main.shutdown-timout | no such setting | did you mean camel.main.shutdown-timeout?",
        "camel.main.jmxEnbled: false | camel.main.jmxEnbled | no such setting | did you mean camel.main.jmx-enabled?",
        "camel.main.exchange-factory: pooled | line 1, camel.main.exchange-factory | content or the answer of another | remove it",
        "camel.main.exchangeFactory: POOLED | line 1, camel.main.exchange-factory | content or the answer of another | remove it",
        "camel.main.auto-startup: false | line 1, camel.main.auto-startup | nothing is received | remove it",
        "camel.main: {routes-reload-enabled: true, routes-reload-directory: routes} | line 1, camel.main.routes-reload-enabled | takes all routes away | restart the router after a change",
        "camel.main.auto-startup-exclude-pattern: 'own-*' | line 1, camel.main.auto-startup-exclude-pattern | leaves routes stopped | write autoStartup: false into a route of yours",
        "camel.main.duration-max-messages: 5 | line 1, camel.main.duration-max-messages | ends the router | remove it",
        "camel.main.duration-max-idle-seconds: 60 | line 1, camel.main.duration-max-idle-seconds | ends the router | remove it",
        "camel.component.http.connect-timout: 5000 | camel.component.http.connect-timout | no such setting | did you mean camel.component.http.connect-timeout?",
        "camel.component.http.follow-redirects: maybe | line 1, camel.component.http.follow-redirects | \"maybe\" is not true or false | write true or false",
        "camel.component.file.lazy-start-producer: maybe | line 1, camel.component.file.lazy-start-producer | \"maybe\" is not true or false | write true or false",
        "camel.component.file.lazy-start-produser: true | camel.component.file.lazy-start-produser | no such setting | did you mean camel.component.file.lazy-start-producer?",
        "camel.component.platformHttp.autowiredEnbled: true | camel.component.platformHttp.autowiredEnbled | no such setting | .autowired-enabled?",
        "camel.component.fil.lazy-start-producer: true | camel.component.fil.lazy-start-producer | nobody reads what is set below camel.component.fil | did you mean camel.component.file?",
        "camel.component.jms.concurrent-consumers: 8 | line 1, camel.component.jms.concurrent-consumers | the router itself sets the JMS component | write extend.broker.consumers for the number of consumers",
        "camel.component.kafka.brokers: a:9092 | line 1, camel.component.kafka.brokers | nobody reads what is set below camel.component.kafka | put the Spring Boot starter of that name into lib/",
        "camel.component.kafka.pasword: {Secr3t_of_nobody: } | line 1, camel.component.kafka.pasword | nobody reads what is set below camel.component.kafka | put the Spring Boot starter of that name into lib/",
        "camel.component.http.proxy-auth-pasword: {Secr3t_of_nobody: } | line 1, camel.component.http.proxy-auth-pasword | no such setting | did you mean camel.component.http.proxy-auth-password?",
        "camel.dataformat.jackson.prety-print: true | camel.dataformat.jackson.prety-print | no such setting | did you mean camel.dataformat.jackson.pretty-print?",
        "camel.language.xpth.log-namespaces: true | camel.language.xpth.log-namespaces | nobody reads what is set below camel.language.xpth | did you mean camel.language.xpath?",
        "logging.level.org.foo: verbose | logging.level.org.foo | \"verbose\" is not one of trace, debug, info | write one of them",
        "management.otlp.tracing.endpoint: 'collector:4318' | management.otlp.tracing.endpoint | is not the address of a collector | http://collector.example.com:4318/v1/traces",
        "management.otlp.tracing.endpoint: 'http://otel_collector:4318/v1/traces' | management.otlp.tracing.endpoint | is not the address of a collector | http://collector.example.com:4318/v1/traces",
        "management.otlp.tracing.endpoint: 'http://u:of_nobody@c:99999/v1/traces' | management.otlp.tracing.endpoint | is not the address of a collector | http://collector.example.com:4318/v1/traces",
        "management.otlp.tracing: {endpoint: 'http://c:4318', headers: {authorization: \"Bearer of_nobody\\n\"}} | management.otlp.tracing.headers.authorization | cannot be sent | on one line",
        "management.otlp.tracing: {endpoint: 'http://c:4318', headers: {x-of: ' '}} | management.otlp.tracing.headers.x-of | is blank | on one line",
        "management: {otlp.tracing.endpoint: 'http://c:4318', tracing.sampling.probability: 30} | management.tracing.sampling.probability | is not from 0 to 1 | write 0.1",
        "management.otlp.tracing: {endpoint: 'http://c:4317', transport: grpc} | management.otlp.tracing.transport | by HTTP | remove it",
        "management.otlp.tracing.endpont: http://c:4318 | management.otlp.tracing.endpont | no such setting | did you mean management.otlp.tracing.endpoint?",
        "management.otlp.tracing.timeout: soon | management.otlp.tracing.timeout | \"soon\" is not a duration | for example 30s",
        "management.tracing.sampling.probability: some | management.tracing.sampling.probability | \"some\" is not a number | write digits",
        "logging.level.org.foo: debgu | logging.level.org.foo | \"debgu\" is not one of trace, debug, info | did you mean debug?"
      })
  void aSettingOfSpringOrCamelThatTheRouterCannotRunWithIsTold(
      String setting, String key, String problem, String fix) throws IOException {
    assertThat(check(setting + "\n"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains(key);
              assertThat(fault.problem()).contains(problem);
              assertThat(fault.fix()).contains(fix);
              assertThat(fault.toString()).doesNotContain("of_nobody");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url: jdbc:h2:mem:x",
        "url: jdbc:h2:file:/srv/ledger",
        "url: ''",
        "{url: 'jdbc:postgresql://x/y', driver-class-name: org.postgresql.Driver}",
        "{url: 'jdbc:mine:postgresql://x/y', driver-class-name: org.h2.Driver}"
      })
  void aDatabaseThatTheLedgerCanBeInIsLeftAlone(String settings) throws IOException {
    assertThat(
            check(
                settings.startsWith("{")
                    ? "spring.datasource: " + settings + "\n"
                    : "spring.datasource." + settings + "\n"))
        .isEmpty();
  }

  @Test
  void aReloadThatTakesNoRouteAwayIsLeftAlone() throws IOException {
    assertThat(
            check(
                "camel.main: {routes-reload-enabled: true, routes-reload-directory: routes, routes-reload-remove-all-routes: false}\n"))
        .isEmpty();
  }

  @Test
  void soundSettingsOfSpringAndCamelAreLeftAlone() throws IOException {
    assertThat(
            check(
                """
                extend.review.email.smtp.host: "[2001:db8::1]"
                server:
                  port: 0
                  ssl: {key-store: k.p12, key-store-password: x}
                  address: 127.0.0.1
                  max-http-request-header-size: 16KB
                  servlet.context-parameters.colour: blue
                  tomcat.accesslog.enabled: true
                management.server.port: 0
                management.server.base-path: /ops
                management.otlp.tracing:
                  endpoint: https://collector.example.com:4318/v1/traces
                  headers.authorization: Bearer x
                  export.enabled: true
                management.tracing.sampling.probability: 0.1
                camel.main:
                  shutdown-timeout: 20
                  routes-include-pattern: "file:routes/*.camel.yaml"
                  additional-sensitive-keywords: iban
                  use-mdc-logging: true
                camel.component.customizer.enabled: true
                camel.component.file.lazy-start-producer: true
                camel.component.mail.autowired-enabled: false
                camel.dataformat.jackson.pretty-print: true
                camel.component.http:
                  response-timeout: 30000
                  ssl-context-parameters: "#mine"
                  http-client-configurer: "#class:org.example.Configurer"
                  header-filter-strategy: "#ours"
                  customizer.enabled: true
                  enabled: true
                spring.artemis: {mode: native, broker-url: "tcp://a:1", user: u, pool.enabled: true}
                spring.datasource:
                  url: "jdbc:postgresql://x/y"
                  hikari: {maximum-pool-size: 2, data-source-properties.ApplicationName: extend}
                  tomcat.max-active: 2
                spring.ssl.bundle.pem.mail: {truststore.certificate: file:ca.pem, reload-on-update: false}
                logging.level: {root: WARN, org.foo: off, web: debug}
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "no"})
  void theRouterCannotBeTurnedOffStandalone(String value) throws IOException {
    assertThat(check("extend.enabled: '" + value + "'\n"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains("application.yaml line 1, extend.enabled");
              assertThat(fault.fix()).isEqualTo("remove it");
            });
  }

  private List<Fault> check(String yaml) throws IOException {
    return ConfigurationCheck.faults(environment(yaml, SECRET));
  }

  private Path yaml() {
    return home.resolve("application.yaml");
  }

  private ConfigurableEnvironment environment(String yaml, Map<String, Object> variables)
      throws IOException {
    Files.writeString(yaml(), yaml);
    StandardEnvironment environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    sources.stream().map(source -> source.getName()).toList().forEach(sources::remove);
    YamlPropertySourceLoader loader = new YamlPropertySourceLoader();
    sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", variables));
    loader.load("file", new FileSystemResource(yaml())).forEach(sources::addLast);
    for (String file : List.of("process.yaml", "standalone.yaml", "defaults.yaml")) {
      loader
          .load(file, new ClassPathResource("org/extendrouter/" + file))
          .forEach(sources::addLast);
    }
    sources.addLast(new MapPropertySource("none", Map.of()));
    ConfigurationPropertySources.attach(environment);
    return environment;
  }
}
