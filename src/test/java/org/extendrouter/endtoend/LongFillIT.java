package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.aopalliance.intercept.MethodInterceptor;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.reminder.TicketGauges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.FileSystemUtils;

/** What the gauges of open tickets show while a new ledger takes many from the broker. */
class LongFillIT {

  private static final String RECEIPT = "extend_review_open{type=\"receipt\"}";
  private static final String INVOICE = "extend_review_open{type=\"invoice\"}";

  @TempDir Path data;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @Test
  void whatIsNotCountedYetIsNotShownAsNone() throws Exception {
    try (RunningRouter router = RunningRouter.start(data)) {
      Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      router.awaitFiles("review", event.id(), 2);
    }
    FileSystemUtils.deleteRecursively(data.resolve("ledger"));
    try (RunningRouter router =
        RunningRouter.start(
            data,
            context ->
                context.addBeanFactoryPostProcessor(
                    factory -> factory.addBeanPostProcessor(new SlowBrowser())),
            listening -> {})) {
      Operator operator = new Operator(router);
      begun.await();
      try {
        assertThat(operator.metric(RECEIPT)).isNaN();
        Extend.Event event = Extend.freshRun("02-invoice-below-own-threshold");
        assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
        await()
            .untilAsserted(
                () -> {
                  router.bean(TicketGauges.class).count();
                  assertThat(operator.metric(INVOICE)).isEqualTo(1);
                });
        assertThat(operator.metric(RECEIPT)).isNaN();
      } finally {
        go.countDown();
      }
      await()
          .untilAsserted(
              () -> {
                assertThat(operator.metric(RECEIPT)).isEqualTo(1);
                assertThat(operator.metric(INVOICE)).isEqualTo(1);
              });
    }
  }

  /** Reads the headers of tickets once the test says so. */
  private final class SlowBrowser implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      if (!(bean instanceof OpenTicketQueue)) {
        return bean;
      }
      ProxyFactory slow = new ProxyFactory(bean);
      slow.setProxyTargetClass(true);
      slow.addAdvice(
          (MethodInterceptor)
              call -> {
                if (call.getMethod().getName().equals("readHeaders")) {
                  begun.countDown();
                  go.await();
                }
                return call.proceed();
              });
      return slow.getProxy();
    }
  }
}
