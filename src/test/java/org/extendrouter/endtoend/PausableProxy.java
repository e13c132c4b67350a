package org.extendrouter.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Between a router and its broker; while it pauses, both are there and hear nothing. */
final class PausableProxy implements AutoCloseable {

  private static final int BUFFER = 8192;

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "pausable-proxy");
            thread.setDaemon(true);
            return thread;
          });

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition goesOn = lock.newCondition();
  private boolean paused;

  /** Passes on to a local port. */
  PausableProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 500, InetAddress.getByName("localhost"));
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void pause() {
    set(true);
  }

  void resume() {
    set(false);
  }

  private void set(boolean pause) {
    lock.lock();
    try {
      paused = pause;
      goesOn.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = server.accept();
        open.add(caller);
        threads.execute(() -> connect(caller));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void connect(Socket caller) {
    try {
      awaitGoingOn();
      Socket callee = new Socket("localhost", target);
      open.add(callee);
      threads.execute(() -> pump(caller, callee));
      pump(callee, caller);
    } catch (IOException | InterruptedException e) {
      closeQuietly(caller);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitGoingOn();
        out.write(buffer, 0, read);
      }
      awaitGoingOn();
    } catch (IOException | InterruptedException e) {
      // One side has gone, and so does the other.
    }
  }

  private void awaitGoingOn() throws InterruptedException {
    lock.lock();
    try {
      while (paused) {
        goesOn.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
    open.forEach(PausableProxy::closeQuietly);
  }
}
