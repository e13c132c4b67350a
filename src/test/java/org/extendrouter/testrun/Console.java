package org.extendrouter.testrun;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Maven's console. Maven puts what tests print into a file for each class, and loses the last of it
 * when the process is ended.
 */
final class Console {

  private Console() {}

  static void print(String text) {
    PrintStream console =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    // Others may have left their last line open.
    console.print(System.lineSeparator() + text + System.lineSeparator());
  }
}
