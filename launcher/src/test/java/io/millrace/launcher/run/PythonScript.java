package io.millrace.launcher.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A stranger's Python script, as a process of its own. */
final class PythonScript {
  /** Where the client lies. */
  static final Path CLIENT = Path.of("../env-producers/clients/python");

  static final Path TOY = CLIENT.resolve("examples/toy.py");

  private PythonScript() {}

  static boolean canRun() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The process, both of whose outputs are one. */
  static ProcessBuilder process(Path script, String... arguments) {
    return new ProcessBuilder(
            Stream.concat(Stream.of("python3", script.toString()), Stream.of(arguments)).toList())
        .redirectErrorStream(true);
  }
}
