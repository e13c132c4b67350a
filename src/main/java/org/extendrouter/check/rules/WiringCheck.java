package org.extendrouter.check.rules;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.extendrouter.check.entries.NotFromWebhook;
import org.extendrouter.check.entries.NothingReceived;
import org.extendrouter.check.entries.UnsignedRequests;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.losses.BesideTheAttempt;
import org.extendrouter.check.losses.DroppedAsDuplicate;
import org.extendrouter.check.losses.EndlessStep;
import org.extendrouter.check.losses.FailureLoop;
import org.extendrouter.check.losses.HeldInMemory;
import org.extendrouter.check.losses.NothingDelivered;
import org.extendrouter.check.losses.OverwrittenFile;
import org.extendrouter.check.losses.ReservedTarget;
import org.extendrouter.check.losses.SwallowedFailure;
import org.extendrouter.check.losses.UnheededAnswer;
import org.extendrouter.check.losses.UnsentPath;
import org.extendrouter.check.queues.RequestToQueue;
import org.extendrouter.check.routes.Findings;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.steps.ConfigurationForAllRoutes;
import org.extendrouter.check.steps.ForeignTextInAddress;
import org.extendrouter.check.steps.GetWithoutEvent;
import org.extendrouter.check.steps.ImpossiblePort;
import org.extendrouter.check.steps.MissingConfiguration;
import org.extendrouter.check.steps.MissingHost;
import org.extendrouter.check.steps.SingleBraces;
import org.extendrouter.check.steps.UnevaluatedAddress;
import org.extendrouter.check.steps.UnheededTimeLimit;
import org.extendrouter.check.steps.UnknownHeader;
import org.extendrouter.check.steps.UnknownHttpOption;
import org.extendrouter.check.steps.UnusableConsumers;
import org.extendrouter.check.steps.UserInHttpAddress;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.routes.RouteFile;
import org.springframework.core.env.Environment;

/** Looks at how routes fit together: which queue is sent to, and which route consumes it. */
public final class WiringCheck {

  /** In the order in which their faults are told. */
  private static final List<WiringRule> RULES =
      List.of(
          new NothingReceived(),
          new SharedQueue(),
          new SharedId(),
          new LossyConsumer(),
          new LossySender(),
          new Topic(),
          new ConsumerBesideTriage(),
          new ConsumerOfKeptMessages(),
          new PolledQueue(),
          new PartialConsumer(),
          new UnusableConsumers(),
          new MissingConfiguration(),
          new ConfigurationForAllRoutes(),
          new LoopToInbox(),
          new NotFromWebhook(),
          new UnsignedRequests(),
          new EndlessLoop(),
          new FailureLoop(),
          new EndlessStep(),
          new ReservedTarget(),
          new UnusableBranchName(),
          new NotOneBranch(),
          new DeadEnd(),
          new UnevaluatedAddress(),
          new SingleBraces(),
          new RequestToQueue(),
          new MissingHost(),
          new ImpossiblePort(),
          new UserInHttpAddress(),
          new ConditionalBranch(),
          new UnknownHeader(),
          new ForeignTextInAddress(),
          new GetWithoutEvent(),
          new UnheededTimeLimit(),
          new HeldInMemory(),
          new BesideTheAttempt(),
          new NothingDelivered(),
          new UnheededAnswer(),
          new SwallowedFailure(),
          new UnsentPath(),
          new DroppedAsDuplicate(),
          new OverwrittenFile(),
          new UnknownHttpOption());

  private WiringCheck() {}

  /**
   * Checks how routes fit together.
   *
   * @param all the routes
   * @param files the files they come from; routes of other sources are looked at, too
   * @param placeholders fills in {@code {{...}}}; what it fails on is taken as it is written
   * @param environment the settings
   * @return what was found
   */
  public static Findings of(
      Routes all,
      Collection<RouteFile> files,
      UnaryOperator<String> placeholders,
      Environment environment) {
    Wiring wiring =
        Wiring.of(
            all,
            files,
            placeholders,
            Installation.isBrokerEmbedded(environment),
            Installation.consumers(environment));
    return new Findings(
        RULES.stream().flatMap(rule -> rule.faults(wiring)).toList(),
        RULES.stream().flatMap(rule -> rule.warnings(wiring)).toList(),
        wiring.branches());
  }
}
