package org.extendrouter.delivery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.FileOperations;
import org.apache.camel.component.file.GenericFileExist;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a file so that it is whole, on disk and nobody else's before it has its name, and never
 * takes a file of other content for it.
 */
final class SyncedFileOperations extends FileOperations {

  private static final Logger LOG = LoggerFactory.getLogger(SyncedFileOperations.class);

  private final FileEndpoint endpoint;
  private final FilePermissions permissions;
  private final Leftovers leftovers;

  SyncedFileOperations(FileEndpoint endpoint, FilePermissions permissions, Leftovers leftovers) {
    super(endpoint);
    this.endpoint = endpoint;
    this.permissions =
        permissions.or(endpoint.getPermissions(), endpoint.getDirectoryPermissions());
    this.leftovers = leftovers;
  }

  @Override
  public boolean buildDirectory(String directory, boolean absolute) {
    try {
      permissions.createDirectories(Path.of(directory));
      return true;
    } catch (IOException e) {
      throw new GenericFileOperationFailedException("Cannot make the directory " + directory, e);
    }
  }

  /**
   * Not asked beforehand: whether a name is free shows when the file takes it, which leaves another
   * instance no moment in between.
   */
  @Override
  public boolean existsFile(String name) {
    return switch (endpoint.getFileExist()) {
      case Ignore, Fail, Override -> false;
      default -> super.existsFile(name);
    };
  }

  @Override
  public boolean storeFile(String name, Exchange exchange, long size) {
    Path file = Path.of(name);
    boolean append = endpoint.getFileExist() == GenericFileExist.Append;
    try {
      byte[] content = append ? null : content(exchange.getIn().getBody());
      if (content != null) {
        permissions.write(file, content, endpoint.isForceWrites());
        return true;
      }
      boolean isNew = !append || !Files.exists(file);
      boolean stored = super.storeFile(name, exchange, size);
      if (isNew) {
        permissions.set(file);
      }
      if (endpoint.isForceWrites()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
        if (append && isNew) {
          FilePermissions.force(file.toAbsolutePath().getParent());
        }
      }
      return stored;
    } catch (IOException | GenericFileOperationFailedException e) {
      throw failure("Cannot write " + name, e, append ? null : file);
    }
  }

  /** The content if it is in memory and to be written as it is; null to let Camel write it. */
  private byte[] content(Object body) {
    if (endpoint.getChecksumFileAlgorithm() != null || endpoint.isKeepLastModified()) {
      return null;
    }
    String charset = endpoint.getCharset();
    if (body instanceof String text) {
      return text.getBytes(charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset));
    }
    return charset == null && body instanceof byte[] bytes ? bytes : null;
  }

  @Override
  public boolean renameFile(String from, String to) {
    WrittenFile written = new WrittenFile(Path.of(from));
    Path target = Path.of(to);
    Path directory = target.toAbsolutePath().getParent();
    try {
      switch (endpoint.getFileExist()) {
        case Override, TryRename -> written.replace(target);
        case Ignore -> nameOnce(written, target);
        default -> {
          if (!written.takeName(target)) {
            throw new FileAlreadyExistsException(to);
          }
        }
      }
      if (endpoint.isForceWrites()) {
        FilePermissions.force(directory);
      }
    } catch (IOException e) {
      throw failure("Cannot give %s the name %s".formatted(from, to), e, written.path());
    }
    if (endpoint.getTempPrefix() != null) {
      leftovers.removeFrom(directory, endpoint.getTempPrefix());
    }
    return true;
  }

  /** A message may come again after its file was written. Anything else keeps its own file. */
  private static void nameOnce(WrittenFile written, Path target) throws IOException {
    if (written.takeName(target)) {
      return;
    }
    if (!written.hasContentOf(target)) {
      Path beside = written.beside(target);
      if (written.takeName(beside)) {
        LOG.warn(
            "{} has other content and is left as it is; what came now is in {}. Compare the two",
            target,
            beside.getFileName());
        return;
      }
      if (!written.hasContentOf(beside)) {
        throw new FileAlreadyExistsException(beside.toString());
      }
    }
    written.remove();
  }

  /** A failure after which nothing half-written stays: many attempts may follow on a full disk. */
  private static GenericFileOperationFailedException failure(
      String message, Exception cause, Path halfWritten) {
    GenericFileOperationFailedException failure =
        new GenericFileOperationFailedException(message + ": " + cause.getMessage(), cause);
    try {
      if (halfWritten != null) {
        Files.deleteIfExists(halfWritten);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
