package org.extendrouter.delivery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.FileOperations;
import org.apache.camel.component.file.GenericFileOperationFailedException;

/** Waits until content is on disk before a file gets its name, and until the name is, too. */
final class SyncedFileOperations extends FileOperations {

  SyncedFileOperations(FileEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public boolean storeFile(String name, Exchange exchange, long size)
      throws GenericFileOperationFailedException {
    boolean stored = super.storeFile(name, exchange, size);
    if (stored) {
      force(Path.of(name), StandardOpenOption.WRITE);
    }
    return stored;
  }

  @Override
  public boolean renameFile(String from, String to) throws GenericFileOperationFailedException {
    boolean renamed = super.renameFile(from, to);
    // Windows cannot open a directory, and needs no force to keep a name.
    if (renamed && Path.of(to).getFileSystem().supportedFileAttributeViews().contains("posix")) {
      force(Path.of(to).toAbsolutePath().getParent(), StandardOpenOption.READ);
    }
    return renamed;
  }

  private static void force(Path path, StandardOpenOption access) {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    } catch (IOException e) {
      throw new GenericFileOperationFailedException("Cannot force to disk: " + path, e);
    }
  }
}
