package org.extendrouter.delivery;

import java.io.File;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileProducer;

/**
 * The {@code file:} of the routes. Camel 4.18 documents the option {@code forceWrites}, on by
 * default, and does not heed it; here a file is on disk when its step is done. Without that, a
 * message could be taken off its queue, which is on disk, while its file is not.
 */
@org.springframework.stereotype.Component("file")
final class SyncedFileComponent extends FileComponent {

  @Override
  protected GenericFileEndpoint<File> buildFileEndpoint(
      String uri, String remaining, Map<String, Object> parameters) throws Exception {
    GenericFileEndpoint<File> plain = super.buildFileEndpoint(uri, remaining, parameters);
    SyncedFileEndpoint endpoint = new SyncedFileEndpoint(uri, this);
    endpoint.setFile(new File(remaining));
    endpoint.setConfiguration(plain.getConfiguration());
    return endpoint;
  }

  private static final class SyncedFileEndpoint extends FileEndpoint {

    SyncedFileEndpoint(String uri, Component component) {
      super(uri, component);
    }

    @Override
    public GenericFileProducer<File> createProducer() throws Exception {
      GenericFileProducer<File> producer = super.createProducer();
      if (isForceWrites()) {
        producer.setOperations(new SyncedFileOperations(this));
      }
      return producer;
    }
  }
}
