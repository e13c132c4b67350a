package org.extendrouter.ticketfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.extendrouter.delivery.FilePermissions;
import org.springframework.stereotype.Component;

/** Changes files below {@code review/}, each at once. */
@Component
final class TicketWrites {

  private static final String WRITTEN =
      "extend-file:{{extend.data-dir}}/review?tempPrefix=.part-&fileExist=Override";

  private final ProducerTemplate producer;

  TicketWrites(ProducerTemplate producer) {
    this.producer = producer;
  }

  /** The name must have no character that Camel or another system reads as more than a name. */
  void write(String directory, String name, byte[] content) {
    producer.sendBodyAndHeader(WRITTEN, content, Exchange.FILE_NAME, directory + "/" + name);
  }

  void move(Path file, Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    FilePermissions.force(target.toAbsolutePath().getParent());
  }
}
