package org.extendrouter.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.core.config.Configuration;
import org.extendrouter.check.directories.JournalLock;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.FaultsException;
import org.extendrouter.connection.BrokerLocation;
import org.extendrouter.connection.BrokerSetting;
import org.extendrouter.delivery.FilePermissions;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.health.DiskTrouble;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Holds the directory of the embedded broker for one router. Two would wait for each other's
 * journal without a word; the second one stops instead. Goes first of what sets up the broker, and
 * lets go after it has stopped, or when the process ends in any way.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnBooleanProperty("extend.broker.embedded")
final class DataDirectoryLock implements BrokerSetting, DisposableBean {

  private static final String NAME = "router.lock";

  private final Path directory;
  private final FilePermissions permissions;
  private FileChannel channel;

  DataDirectoryLock(BrokerLocation location, FilesProperties files) {
    this.directory = Path.of(location.directory()).toAbsolutePath().normalize();
    this.permissions = files.forNew();
  }

  @Override
  public void apply(Configuration broker) {
    if (channel != null) {
      // Spring asks again for a broker that it could not make.
      return;
    }
    Path file = directory.resolve(NAME);
    try {
      permissions.createDirectories(directory.getParent());
      FilePermissions.OWNER_ALONE.createDirectories(directory);
      channel = FilePermissions.OWNER_ALONE.openOrCreate(file);
      lock(broker.getNodeManagerLockLocation().toPath());
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new FaultsException(
          List.of(
              new Fault(
                  "extend.data-dir (EXTEND_DATA_DIR)",
                  "the directory %s cannot be written (%s)".formatted(directory, e),
                  DiskTrouble.of(e, directory).orElse("make it writable, or set another"))));
    }
  }

  private void lock(Path journal) throws IOException {
    try {
      if (channel.tryLock() == null || isHeld(journal)) {
        String holder = holder();
        throw inUse(
            "another router%s uses %s"
                .formatted(holder.isEmpty() ? "" : ", process " + holder + ",", directory),
            "stop it, or give this one a directory of its own; several routers share the work"
                + " through an external broker");
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      // To close it would let go of the other's lock: Linux has one for all of a process.
      channel = null;
      throw inUse(
          "another context of this process uses " + directory,
          "give each a directory of its own, in a test a @TempDir, or set extend.enabled=false where"
              + " the router is not needed");
    }
  }

  private boolean isHeld(Path journal) throws IOException {
    try {
      return JournalLock.isHeld(journal);
    } catch (OverlappingFileLockException heldByThisProcess) {
      // The lock of the router's own file is new, and nobody else's.
      destroy();
      throw heldByThisProcess;
    }
  }

  private String holder() throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
  }

  private FaultsException inUse(String problem, String fix) throws IOException {
    destroy();
    return new FaultsException(
        List.of(new Fault("extend.data-dir (EXTEND_DATA_DIR)", problem, fix)));
  }

  @Override
  public void destroy() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
