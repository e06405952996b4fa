package io.millrace.env.mujoco;

import io.millrace.env.external.ChildProcess;
import io.millrace.env.external.ExternalTools;
import io.millrace.env.external.SimulatorException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MuJoCo in a Node process: {@code env-producers/external/mujoco.mjs}, whose first lines define the
 * frames. The process knows models and forgets states, so that one serves every environment of this
 * JVM, and a dead one costs the episodes that meet it and no others. Thread-safe: one request at a
 * time.
 */
public final class MujocoProcess implements AutoCloseable {

  private static final int VERSION = 1;
  private static final int LOAD = 2;
  private static final int STEP = 3;
  private static final int MAX_FRAME = 1 << 24;
  private static final int STEP_HEADER = 2 * Integer.BYTES;

  private final ChildProcess child;
  private final OutputStream requests;
  private final DataInputStream replies;
  private final Map<MujocoModel, Integer> loaded = new HashMap<>();
  private ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

  private MujocoProcess(ChildProcess child) {
    this.child = child;
    this.requests = child.input();
    this.replies = new DataInputStream(new BufferedInputStream(child.output()));
  }

  /** Why MuJoCo cannot run here; empty where it can. */
  public static Optional<String> unavailable() {
    String missing =
        ExternalTools.program("node").isEmpty()
            ? "node"
            : ExternalTools.file("node_modules/@mujoco/mujoco").isEmpty()
                ? "@mujoco/mujoco in env-producers/external/node_modules"
                : ExternalTools.file("mujoco.mjs").isEmpty() ? "mujoco.mjs" : null;
    return Optional.ofNullable(missing).map(m -> ExternalTools.notInstalled("mujoco", m));
  }

  /**
   * Starts a process.
   *
   * @throws SimulatorException if MuJoCo is not installed
   */
  public static MujocoProcess start() {
    unavailable()
        .ifPresent(
            reason -> {
              throw new SimulatorException(reason);
            });
    Path node = ExternalTools.program("node").orElseThrow();
    Path script = ExternalTools.file("mujoco.mjs").orElseThrow();
    return new MujocoProcess(
        ChildProcess.piped("mujoco", List.of(node.toString(), script.toString())));
  }

  /** MuJoCo's own version. */
  public synchronized String version() {
    begin(VERSION, 0);
    return StandardCharsets.UTF_8.decode(exchange()).toString();
  }

  /**
   * Advances a state, in place.
   *
   * @param state [{@link MujocoModel#stateSize()}]: time, positions, velocities, and the
   *     accelerations that the solver of contacts starts from (0 after a jump)
   * @param controls [{@link MujocoModel#controls()}], held for all steps
   * @param steps of the model's own time step
   */
  public synchronized void step(MujocoModel model, double[] state, double[] controls, int steps) {
    int number = number(model);
    begin(STEP, STEP_HEADER + (state.length + controls.length) * Double.BYTES);
    buffer.putInt(number).putInt(steps);
    for (double value : state) {
      buffer.putDouble(value);
    }
    for (double value : controls) {
      buffer.putDouble(value);
    }
    ByteBuffer reply = exchange();
    if (reply.remaining() != state.length * Double.BYTES) {
      throw child.failure(
          "expected a state of " + state.length + " numbers, bytes=" + reply.remaining(), null);
    }
    for (int i = 0; i < state.length; i++) {
      state[i] = reply.getDouble();
    }
  }

  private int number(MujocoModel model) {
    Integer known = loaded.get(model);
    if (known != null) {
      return known;
    }
    byte[] xml = model.xml().getBytes(StandardCharsets.UTF_8);
    begin(LOAD, xml.length);
    buffer.put(xml);
    ByteBuffer reply = exchange();
    int number = reply.getInt();
    model.check(reply.getInt(), reply.getInt(), reply.getInt());
    loaded.put(model, number);
    return number;
  }

  private void begin(int operation, int payload) {
    room(Integer.BYTES + 1 + payload);
    buffer.clear().putInt(1 + payload).put((byte) operation);
  }

  private void room(int bytes) {
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** Sends what is in the buffer; returns the payload of the reply, in the same buffer. */
  private ByteBuffer exchange() {
    try {
      requests.write(buffer.array(), 0, buffer.position());
      requests.flush();
      int length = Integer.reverseBytes(replies.readInt());
      if (length < 1 || length > MAX_FRAME) {
        throw child.failure(
            "expected a frame of 1 to %d bytes, length=%d".formatted(MAX_FRAME, length), null);
      }
      byte status = replies.readByte();
      room(length - 1);
      replies.readFully(buffer.array(), 0, length - 1);
      buffer.clear().limit(length - 1);
      if (status != 0) {
        throw new SimulatorException(
            "mujoco refused: " + StandardCharsets.UTF_8.decode(buffer).toString().strip());
      }
      return buffer;
    } catch (IOException e) {
      SimulatorException failure = child.failure("the process no longer answers", e);
      child.close();
      throw failure;
    }
  }

  /** Whether the process still runs. */
  boolean alive() {
    return child.alive();
  }

  /** The process's id. */
  public long pid() {
    return child.pid();
  }

  @Override
  public void close() {
    child.close();
  }
}
