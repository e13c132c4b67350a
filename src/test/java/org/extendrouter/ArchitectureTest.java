package org.extendrouter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.extendrouter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String EVENT = "org.extendrouter.event..";
  private static final String WEBHOOK = "org.extendrouter.webhook..";
  private static final String PAYLOAD = "org.extendrouter.payload..";
  private static final String TRIAGE = "org.extendrouter.triage..";
  private static final String REVIEW = "org.extendrouter.review..";
  private static final String REDELIVERY = "org.extendrouter.redelivery..";
  private static final String BROKER = "org.extendrouter.broker..";
  private static final String CONSUMER = "org.extendrouter.consumer..";
  private static final String DEAD_LETTER = "org.extendrouter.deadletter..";
  private static final String DELIVERY = "org.extendrouter.delivery..";
  private static final String ROUTES = "org.extendrouter.routes..";
  private static final String CHECK = "org.extendrouter.check..";

  @ArchTest
  static final ArchRule eventUsesNoOther =
      usesNone(EVENT, WEBHOOK, PAYLOAD, TRIAGE, REVIEW, REDELIVERY, BROKER, DEAD_LETTER, DELIVERY);

  @ArchTest
  static final ArchRule webhookUsesEventAlone =
      usesNone(WEBHOOK, PAYLOAD, TRIAGE, REVIEW, REDELIVERY, BROKER, DEAD_LETTER, DELIVERY);

  @ArchTest
  static final ArchRule payloadUsesEventAlone =
      usesNone(PAYLOAD, WEBHOOK, TRIAGE, REVIEW, REDELIVERY, BROKER, DEAD_LETTER, DELIVERY);

  @ArchTest
  static final ArchRule triageUsesEventAlone =
      usesNone(TRIAGE, WEBHOOK, PAYLOAD, REVIEW, REDELIVERY, BROKER, DEAD_LETTER, DELIVERY);

  @ArchTest
  static final ArchRule reviewUsesEventAndTriageAlone =
      usesNone(REVIEW, WEBHOOK, PAYLOAD, REDELIVERY, BROKER, DEAD_LETTER, DELIVERY);

  @ArchTest
  static final ArchRule redeliveryUsesEventAlone =
      usesNone(REDELIVERY, WEBHOOK, PAYLOAD, TRIAGE, REVIEW, BROKER, DEAD_LETTER, DELIVERY);

  @ArchTest
  static final ArchRule brokerUsesEventRedeliveryAndDeliveryAlone =
      usesNone(BROKER, WEBHOOK, PAYLOAD, TRIAGE, REVIEW, DEAD_LETTER);

  @ArchTest
  static final ArchRule deadLetterUsesEventRedeliveryAndBrokerAlone =
      usesNone(DEAD_LETTER, WEBHOOK, PAYLOAD, TRIAGE, REVIEW, DELIVERY);

  @ArchTest
  static final ArchRule consumerUsesBrokerRedeliveryAndDeliveryAlone =
      usesNone(CONSUMER, EVENT, WEBHOOK, PAYLOAD, TRIAGE, REVIEW, DEAD_LETTER);

  @ArchTest
  static final ArchRule nothingUsesConsumer =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.extendrouter", CONSUMER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CONSUMER);

  @ArchTest
  static final ArchRule deliveryUsesNoOther =
      usesNone(DELIVERY, EVENT, WEBHOOK, PAYLOAD, TRIAGE, REVIEW, REDELIVERY, BROKER, DEAD_LETTER);

  @ArchTest
  static final ArchRule routesUsesNoOther =
      usesNone(ROUTES, EVENT, WEBHOOK, PAYLOAD, TRIAGE, REVIEW, BROKER, DELIVERY);

  @ArchTest
  static final ArchRule connectionAndScheduleUseNoOther =
      noClasses()
          .that()
          .resideInAnyPackage("org.extendrouter.connection..", "org.extendrouter.schedule..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              EVENT,
              WEBHOOK,
              PAYLOAD,
              TRIAGE,
              REVIEW,
              REDELIVERY,
              BROKER,
              CONSUMER,
              DEAD_LETTER,
              DELIVERY,
              ROUTES,
              CHECK);

  @ArchTest
  static final ArchRule logAndManagementUseNoOther =
      noClasses()
          .that()
          .resideInAnyPackage("org.extendrouter.log..", "org.extendrouter.management..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EVENT, WEBHOOK, PAYLOAD, TRIAGE, REVIEW, BROKER, DELIVERY);

  @ArchTest
  static final ArchRule nobodyUsesTheChecks =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.extendrouter", CHECK)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CHECK);

  @ArchTest
  static final ArchRule noPackageUsesTheRoot =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.extendrouter")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.extendrouter");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("org.extendrouter.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingStaticChanges = fields().that().areStatic().should().beFinal();

  private static ArchRule usesNone(String userPackage, String... strangers) {
    return noClasses()
        .that()
        .resideInAPackage(userPackage)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(strangers);
  }
}
