package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Something answers at the address of the broker, and the router cannot work with it. */
@ExtendWith(OutputCaptureExtension.class)
class UnfitBrokerIT {

  /** How ActiveMQ Classic greets: its length, its type, and its name. */
  private static final byte[] CLASSIC = {0, 0, 0, 10, 1, 'A', 'c', 't', 'i', 'v', 'e', 'M', 'Q', 0};

  @TempDir Path data;
  @TempDir Path brokerData;

  @Test
  void aCertificateThatIsNotTrustedIsToldInOneLine(CapturedOutput output) throws Exception {
    int tls = Ports.free();
    Path store = brokerData.resolve("key.p12");
    assertThat(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "RSA",
                    "-alias",
                    "broker",
                    "-dname",
                    "CN=localhost",
                    "-storepass",
                    "secret",
                    "-keystore",
                    store.toString())
                .redirectErrorStream(true)
                .redirectOutput(brokerData.resolve("keytool.log").toFile())
                .start()
                .waitFor())
        .isZero();
    ExternalBroker broker = ExternalBroker.in(brokerData, Ports.free(), ExternalBroker.settings());
    broker
        .configuration()
        .addAcceptorConfiguration(
            "tls",
            "tcp://localhost:%d?sslEnabled=true;keyStorePath=%s;keyStorePassword=secret"
                .formatted(tls, store));
    try (ExternalBroker started = broker.start();
        RunningRouter router = router("tcp://localhost:" + tls + "?sslEnabled=true")) {
      assertThat(started.server().isActive()).isTrue();
      meetsItSeveralTimes(router, output);
      assertThat(output.getOut())
          .containsOnlyOnce("the broker's certificate is not trusted (")
          .contains("look at trustStorePath in spring.artemis.broker-url")
          .doesNotContain("AMQ214016", "\tat io.netty");
    }
  }

  @Test
  void aBrokerThatIsNoArtemisIsToldInOneLine(CapturedOutput output) throws Exception {
    try (ServerSocket classic = new ServerSocket(0)) {
      Thread greeter = new Thread(() -> greet(classic), "classic");
      greeter.setDaemon(true);
      greeter.start();
      try (RunningRouter router = router("tcp://localhost:" + classic.getLocalPort())) {
        meetsItSeveralTimes(router, output);
        assertThat(output.getOut())
            .containsOnlyOnce("what answers at the broker's address is no Artemis")
            .doesNotContain("AMQ214013", "AMQ214031", "AMQ212037", "\tat io.netty");
        assertThat(new Operator(router).get("/health").body()).contains("that it is an Artemis");
      }
    }
  }

  private static void meetsItSeveralTimes(RunningRouter router, CapturedOutput output)
      throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(router.extend().post(Extend.fresh("01-invoice-accepted").body()).statusCode())
          .isEqualTo(503);
    }
    await().until(() -> output.getOut().contains("outage begins"));
    await().until(() -> output.getOut().contains("look at "));
  }

  private static void greet(ServerSocket server) {
    try {
      while (true) {
        Socket client = server.accept();
        client.getOutputStream().write(CLASSIC);
        client.getOutputStream().flush();
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private RunningRouter router(String address) {
    return RunningRouter.start(
        data,
        "extend.broker.watch-interval=100ms",
        "spring.artemis.embedded.enabled=false",
        "spring.artemis.mode=native",
        "spring.artemis.broker-url=" + address);
  }
}
