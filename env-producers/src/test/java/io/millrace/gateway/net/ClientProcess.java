package io.millrace.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client of a gateway, as a process of its own. */
final class ClientProcess {
  private ClientProcess() {}

  /** Whether this command can be run here. */
  static boolean canRun(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Runs it to its end, which has to be a good one; returns all that it says.
   *
   * @param folder its working directory
   * @param scratch where its output goes meanwhile
   */
  static String run(Path folder, Path scratch, List<String> command) throws Exception {
    Path log = scratch.resolve("client.log");
    Process client =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(client.waitFor(60, TimeUnit.SECONDS)).as("the client ends").isTrue();
    } finally {
      client.destroyForcibly();
    }
    String said = Files.readString(log, StandardCharsets.UTF_8);
    assertThat(client.exitValue()).as(said).isZero();
    return said;
  }
}
