package org.extendrouter.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;

/**
 * The data format of events. Camel's {@code jackson} would read them as an application has set it
 * up for its own routes.
 */
final class EventFormat implements DataFormat {

  private final EventMapper mapper;

  EventFormat(EventMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public WebhookEvent unmarshal(Exchange exchange, InputStream body) throws IOException {
    return mapper.json().readValue(body, WebhookEvent.class);
  }

  @Override
  public void marshal(Exchange exchange, Object event, OutputStream out) {
    throw new UnsupportedOperationException("an event leaves as it came");
  }

  @Override
  public void start() {
    // Nothing is opened.
  }

  @Override
  public void stop() {
    // Nothing is open.
  }
}
