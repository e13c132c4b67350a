import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the router is compared with: the least that answers an Extend webhook. It verifies the signature as the router
 * does, answers 200, and forgets the event: nothing is stored, logged, counted, read or delivered.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class BareController {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public BareController(@Value("${bench.secret:wss_bench}") String secret) {
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  public static void main(String[] arguments) {
    SpringApplication.run(BareController.class, arguments);
  }

  @PostMapping("/webhooks/extend")
  public ResponseEntity<Void> receive(
      @RequestBody byte[] body,
      @RequestHeader("x-extend-request-timestamp") String timestamp,
      @RequestHeader("x-extend-request-signature") String signature)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(ALGORITHM);
    mac.init(key);
    mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
    boolean fresh = Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp)) <= 300;
    boolean genuine = MessageDigest.isEqual(mac.doFinal(body), HexFormat.of().parseHex(signature));
    return ResponseEntity.status(fresh && genuine ? 200 : 401).build();
  }
}
