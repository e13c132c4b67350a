package org.extendrouter.delivery;

import java.io.File;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileExist;
import org.apache.camel.component.file.GenericFileProducer;

/**
 * The {@code file:} of the routes. A file is whole and on disk when its step is done: without that,
 * a message could be taken off its queue, which is on disk, while its file is not. (Camel 4.18
 * documents the option {@code forceWrites}, on by default, and does not heed it.) What a route does
 * not say is set so that nothing is lost: a temporary name while a file is written, no existing
 * file replaced, and nobody but the router's user let in.
 */
final class SyncedFileComponent extends FileComponent {

  private static final String TEMPORARY = ".part-";

  private final FilePermissions permissions;
  private final Clock clock;

  private ExecutorService remover;
  private Leftovers leftovers;

  SyncedFileComponent(FilesProperties properties, Clock clock) {
    this.permissions = properties.forNew();
    this.clock = clock;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    remover =
        getCamelContext()
            .getExecutorServiceManager()
            .newSingleThreadExecutor(this, "HalfWrittenFiles");
    leftovers = new Leftovers(clock, remover);
  }

  @Override
  protected void doShutdown() throws Exception {
    getCamelContext().getExecutorServiceManager().shutdownNow(remover);
    super.doShutdown();
  }

  @Override
  protected GenericFileEndpoint<File> buildFileEndpoint(
      String uri, String remaining, Map<String, Object> parameters) throws Exception {
    GenericFileEndpoint<File> plain = super.buildFileEndpoint(uri, remaining, parameters);
    SyncedFileEndpoint endpoint = new SyncedFileEndpoint(uri);
    endpoint.setFile(new File(remaining));
    endpoint.setConfiguration(plain.getConfiguration());
    endpoint.setFileExist(GenericFileExist.Ignore);
    return endpoint;
  }

  private final class SyncedFileEndpoint extends FileEndpoint {

    SyncedFileEndpoint(String uri) {
      super(uri, SyncedFileComponent.this);
    }

    @Override
    public GenericFileProducer<File> createProducer() throws Exception {
      // What is appended to has no moment at which it is whole.
      if (getTempFileName() == null && getFileExist() != GenericFileExist.Append) {
        setTempPrefix(TEMPORARY);
      }
      // Only for its checks of options that exclude each other.
      super.createProducer();
      return new SyncedFileProducer(
          this, new SyncedFileOperations(this, permissions, leftovers), leftovers);
    }
  }

  private static final class SyncedFileProducer extends GenericFileProducer<File> {

    private final Leftovers leftovers;

    SyncedFileProducer(
        FileEndpoint endpoint, SyncedFileOperations operations, Leftovers leftovers) {
      super(endpoint, operations);
      this.leftovers = leftovers;
    }

    @Override
    public String createTempFileName(Exchange exchange, String fileName) {
      return leftovers.nameOfAttempt(super.createTempFileName(exchange, fileName));
    }
  }
}
