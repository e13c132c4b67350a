package org.extendrouter;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.springboot.CamelRequestHandlerMapping;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.extendrouter.beside.BesideConfiguration;
import org.extendrouter.broker.BrokerConfiguration;
import org.extendrouter.carryout.CarryOutConfiguration;
import org.extendrouter.check.CheckConfiguration;
import org.extendrouter.connection.ConnectionConfiguration;
import org.extendrouter.consumer.ConsumerConfiguration;
import org.extendrouter.database.DatabaseConfiguration;
import org.extendrouter.deadletter.DeadLetterConfiguration;
import org.extendrouter.decision.DecisionConfiguration;
import org.extendrouter.delivery.DeliveryConfiguration;
import org.extendrouter.desk.DeskConfiguration;
import org.extendrouter.destination.DestinationConfiguration;
import org.extendrouter.discarded.DiscardedConfiguration;
import org.extendrouter.document.DocumentConfiguration;
import org.extendrouter.event.EventConfiguration;
import org.extendrouter.external.ExternalBrokerConfiguration;
import org.extendrouter.folders.FoldersConfiguration;
import org.extendrouter.givenup.GivenUpConfiguration;
import org.extendrouter.health.HealthConfiguration;
import org.extendrouter.http.HttpConfiguration;
import org.extendrouter.httpclient.HttpClientConfiguration;
import org.extendrouter.inbox.InboxConfiguration;
import org.extendrouter.jms.JmsComponentConfiguration;
import org.extendrouter.ledger.LedgerConfiguration;
import org.extendrouter.letters.LettersConfiguration;
import org.extendrouter.log.LogConfiguration;
import org.extendrouter.logfields.LogFieldsConfiguration;
import org.extendrouter.mail.MailSendingConfiguration;
import org.extendrouter.management.ManagementConfiguration;
import org.extendrouter.metrics.MetricsConfiguration;
import org.extendrouter.openticket.OpenTicketConfiguration;
import org.extendrouter.otherrouters.OtherRoutersConfiguration;
import org.extendrouter.overdue.OverdueConfiguration;
import org.extendrouter.page.PageConfiguration;
import org.extendrouter.payload.PayloadConfiguration;
import org.extendrouter.queues.QueuesConfiguration;
import org.extendrouter.recipients.RecipientsConfiguration;
import org.extendrouter.recording.RecordingConfiguration;
import org.extendrouter.redelivery.RedeliveryConfiguration;
import org.extendrouter.reminder.ReminderConfiguration;
import org.extendrouter.retention.RetentionConfiguration;
import org.extendrouter.review.ReviewConfiguration;
import org.extendrouter.routes.RoutesConfiguration;
import org.extendrouter.runs.RunsConfiguration;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.story.StoryConfiguration;
import org.extendrouter.taking.TakingConfiguration;
import org.extendrouter.ticketfile.TicketFileConfiguration;
import org.extendrouter.tracing.TracingConfiguration;
import org.extendrouter.triage.TriageConfiguration;
import org.extendrouter.webhook.WebhookConfiguration;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The router in a Spring Boot application that has Camel, unless {@code extend.enabled} is false.
 * The application's own beans, routes and settings stay as they are.
 */
@AutoConfiguration(
    before = {CamelAutoConfiguration.class, ArtemisAutoConfiguration.class},
    after = OpenTelemetryAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "extend.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(CamelContext.class)
@Import({
  EventConfiguration.class,
  RunsConfiguration.class,
  WebhookConfiguration.class,
  HttpConfiguration.class,
  PayloadConfiguration.class,
  DocumentConfiguration.class,
  TriageConfiguration.class,
  OtherRoutersConfiguration.class,
  MetricsConfiguration.class,
  MailSendingConfiguration.class,
  ReviewConfiguration.class,
  RedeliveryConfiguration.class,
  BesideConfiguration.class,
  GivenUpConfiguration.class,
  RecipientsConfiguration.class,
  LogConfiguration.class,
  LogFieldsConfiguration.class,
  TracingConfiguration.class,
  HealthConfiguration.class,
  ConnectionConfiguration.class,
  BrokerConfiguration.class,
  InboxConfiguration.class,
  TakingConfiguration.class,
  QueuesConfiguration.class,
  ExternalBrokerConfiguration.class,
  ConsumerConfiguration.class,
  DestinationConfiguration.class,
  OverdueConfiguration.class,
  LettersConfiguration.class,
  DeadLetterConfiguration.class,
  DiscardedConfiguration.class,
  OpenTicketConfiguration.class,
  DecisionConfiguration.class,
  DeskConfiguration.class,
  CarryOutConfiguration.class,
  TicketFileConfiguration.class,
  FoldersConfiguration.class,
  PageConfiguration.class,
  DeliveryConfiguration.class,
  HttpClientConfiguration.class,
  DatabaseConfiguration.class,
  JmsComponentConfiguration.class,
  RetentionConfiguration.class,
  LedgerConfiguration.class,
  RecordingConfiguration.class,
  ReminderConfiguration.class,
  StoryConfiguration.class,
  ManagementConfiguration.class,
  RoutesConfiguration.class,
  CheckConfiguration.class,
  ScheduleConfiguration.class
})
public class ExtendRouterAutoConfiguration {

  private static final String ROUTER = ExtendRouterAutoConfiguration.class.getPackageName() + ".";

  /**
   * Nobody asks for what only has a schedule, and Camel tells its paths to those alone that listen
   * when its routes start.
   */
  @Bean(name = "extendNeverLazy", defaultCandidate = false)
  static LazyInitializationExcludeFilter neverLazy() {
    return (name, definition, type) ->
        type.getName().startsWith(ROUTER)
            || isMadeByRouter(definition)
            || CamelRequestHandlerMapping.class.isAssignableFrom(type);
  }

  private static boolean isMadeByRouter(BeanDefinition definition) {
    return definition instanceof AnnotatedBeanDefinition annotated
        && annotated.getFactoryMethodMetadata() != null
        && annotated.getFactoryMethodMetadata().getDeclaringClassName().startsWith(ROUTER);
  }
}
