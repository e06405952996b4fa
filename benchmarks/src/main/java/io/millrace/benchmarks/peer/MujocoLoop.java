package io.millrace.benchmarks.peer;

import io.millrace.benchmarks.measure.Contender;
import io.millrace.env.external.ExternalTools;
import io.millrace.env.mujoco.MujocoProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MuJoCo in Node.js, stepped in a plain loop in its own process: {@code peers/mujoco.mjs}. */
public final class MujocoLoop implements AutoCloseable {
  private static final String SCRIPT = "mujoco.mjs";
  private static final List<String> MODELS = List.of("pendulum", "cartpole", "hopper");

  private final Path folder;
  private final PeerProcess process;

  /**
   * Starts it.
   *
   * @throws PeerException where it cannot take part
   */
  public MujocoLoop() {
    Path node =
        ExternalTools.program("node").orElseThrow(() -> new PeerException("node is missing"));
    Path mujoco =
        ExternalTools.file("package.json")
            .orElseThrow(() -> new PeerException("@mujoco/mujoco is missing"));
    folder = unpack();
    List<String> command = new ArrayList<>();
    command.add(node.toString());
    command.add(folder.resolve(SCRIPT).toString());
    command.add(mujoco.getParent().toString());
    for (String model : MODELS) {
      command.add("mujoco-" + model + "=" + folder.resolve(model + ".xml"));
    }
    try {
      process = PeerProcess.start(command, folder);
    } catch (PeerException e) {
      remove();
      throw e;
    }
  }

  private static Path unpack() {
    try {
      Path folder = Files.createTempDirectory("millrace-mujoco-");
      copy(MujocoLoop.class, SCRIPT, folder);
      for (String model : MODELS) {
        copy(MujocoProcess.class, model + ".xml", folder);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the peer's script", e);
    }
  }

  private static void copy(Class<?> beside, String name, Path folder) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      Files.copy(in, folder.resolve(name));
    }
  }

  /** Decisions of an environment's model, by the environment's id. */
  public Contender contender(String environment) {
    return process.contender(environment);
  }

  /** Ends the process and removes what it was made of. */
  @Override
  public void close() {
    process.close();
    remove();
  }

  private void remove() {
    try {
      Files.deleteIfExists(folder.resolve(SCRIPT));
      for (String model : MODELS) {
        Files.deleteIfExists(folder.resolve(model + ".xml"));
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the peer's script, folder=" + folder, e);
    }
  }
}
