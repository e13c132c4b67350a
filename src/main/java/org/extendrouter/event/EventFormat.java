package org.extendrouter.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.service.ServiceSupport;
import org.extendrouter.text.SafeText;

/**
 * The data format of events. Camel's {@code jackson} would read them as an application has set it
 * up for its own routes.
 */
final class EventFormat extends ServiceSupport implements DataFormat {

  private static final int MESSAGE = 300;

  private final EventMapper mapper;

  EventFormat(EventMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public WebhookEvent unmarshal(Exchange exchange, InputStream body) throws IOException {
    try {
      return mapper.json().readValue(body, WebhookEvent.class);
    } catch (JsonProcessingException e) {
      throw new IOException(SafeText.oneLine(describe(e), MESSAGE), e);
    }
  }

  /** Jackson's own message tells of its settings, on a second line. */
  private static String describe(JsonProcessingException e) {
    JsonLocation where = e.getLocation();
    return where == null
        ? e.getOriginalMessage()
        : "%s, line %d, column %d"
            .formatted(e.getOriginalMessage(), where.getLineNr(), where.getColumnNr());
  }

  @Override
  public void marshal(Exchange exchange, Object event, OutputStream out) {
    throw new UnsupportedOperationException("an event leaves as it came");
  }
}
