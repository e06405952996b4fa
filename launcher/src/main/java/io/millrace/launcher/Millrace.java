package io.millrace.launcher;

import io.millrace.launcher.cli.Commands;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The {@code millrace} command. */
public final class Millrace {
  private Millrace() {}

  /** Carries out one command and exits with its code. */
  public static void main(String[] arguments) {
    // JDK 17 would write question marks where the locale is not UTF-8.
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    System.setErr(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    System.exit(Commands.commandLine().execute(arguments));
  }
}
