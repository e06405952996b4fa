package io.millrace.env.sumo;

import io.millrace.env.external.SimulatorException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * SUMO's control protocol (TraCI) over TCP, as far as signals and counts need it. Big-endian.
 *
 * <pre>
 * message  int32 length of all, commands
 * command  uint8 length (0: an int32 length follows), uint8 command, payload; both lengths count themselves
 * reply    for each command a status: length, command, uint8 result (0: done), string; then what it answers
 * </pre>
 *
 * <p>A step is sent alone and by one internal step at a time: a step that spans several drops the
 * answers of other commands of its message. Values come by subscription, with the step's reply.
 */
final class TraciConnection implements AutoCloseable {

  /** Receives one value of a subscription; of a list of strings, how many there are. */
  interface Values {
    void accept(String object, int variable, double value);
  }

  /** The protocol's version and the simulator's name. */
  record Version(int api, String simulator) {}

  private static final int VERSION = 0x00;
  private static final int LOAD = 0x01;
  private static final int STEP = 0x02;
  private static final int CLOSE = 0x7f;
  private static final int SET_SIGNAL = 0xc2;
  private static final int SIGNAL_PHASE = 0x22;
  private static final int SIGNAL_PHASE_SECONDS = 0x24;

  private static final int TYPE_UBYTE = 0x07;
  private static final int TYPE_INT = 0x09;
  private static final int TYPE_DOUBLE = 0x0b;
  private static final int TYPE_STRINGS = 0x0e;

  private static final int MAX_MESSAGE = 1 << 26;
  private static final double ALWAYS = 1e9;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();

  private TraciConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    this.out = socket.getOutputStream();
  }

  /**
   * Connects to a simulator on this machine.
   *
   * @param answerMillis how long one command may take
   */
  static TraciConnection connect(int port, int answerMillis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), answerMillis);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(answerMillis);
      return new TraciConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  Version version() throws IOException {
    command(VERSION, new byte[0]);
    ByteBuffer reply = exchange();
    status(reply);
    length(reply);
    reply.get();
    return new Version(reply.getInt(), string(reply));
  }

  /** Starts the simulation anew with these command line options. Subscriptions are gone. */
  void load(List<String> options) throws IOException {
    Payload payload = new Payload().type(TYPE_STRINGS).int32(options.size());
    options.forEach(payload::string);
    command(LOAD, payload.bytes());
    status(exchange());
  }

  /** Asks for variables of an object after every step, in a domain (0xd3 lanes, 0xdb all of it). */
  void subscribe(int domain, String object, int... variables) throws IOException {
    Payload payload =
        new Payload().float64(0).float64(ALWAYS).string(object).uint8(variables.length);
    for (int variable : variables) {
      payload.uint8(variable);
    }
    command(domain, payload.bytes());
    status(exchange());
  }

  /** Advances by one internal step and hands on what was subscribed to. */
  void step(Values values) throws IOException {
    command(STEP, new Payload().float64(0).bytes());
    ByteBuffer reply = exchange();
    status(reply);
    for (int left = reply.getInt(); left > 0; left--) {
      result(reply, values);
    }
  }

  private static void result(ByteBuffer reply, Values values) {
    length(reply);
    reply.get();
    String object = string(reply);
    for (int left = uint8(reply); left > 0; left--) {
      int variable = uint8(reply);
      int failed = uint8(reply);
      if (failed != 0) {
        uint8(reply);
        throw new SimulatorException(
            "sumo has no value, object=%s variable=0x%x reason=%s"
                .formatted(object, variable, string(reply)));
      }
      values.accept(object, variable, value(reply));
    }
  }

  /** Puts a signal into a phase that lasts until the next call. */
  void setPhase(String signal, int phase) throws IOException {
    command(SET_SIGNAL, new Payload().uint8(SIGNAL_PHASE).string(signal).integer(phase).bytes());
    command(
        SET_SIGNAL,
        new Payload()
            .uint8(SIGNAL_PHASE_SECONDS)
            .string(signal)
            .type(TYPE_DOUBLE)
            .float64(ALWAYS)
            .bytes());
    ByteBuffer reply = exchange();
    status(reply);
    status(reply);
  }

  /** One number of one object, such as a vehicle's speed (domain 0xa4, variable 0x40). */
  double get(int domain, String object, int variable) throws IOException {
    command(domain, new Payload().uint8(variable).string(object).bytes());
    ByteBuffer reply = exchange();
    status(reply);
    length(reply);
    reply.get();
    reply.get();
    string(reply);
    return value(reply);
  }

  /** Ends the simulator. */
  @Override
  public void close() {
    try (socket) {
      command(CLOSE, new byte[0]);
      status(exchange());
    } catch (IOException e) {
      // It is gone already, which is what was asked for.
    }
  }

  private void command(int id, byte[] payload) {
    int length = 2 + payload.length;
    Payload header = new Payload();
    if (length <= 255) {
      header.uint8(length);
    } else {
      header.uint8(0).int32(length + Integer.BYTES);
    }
    message.writeBytes(header.uint8(id).bytes());
    message.writeBytes(payload);
  }

  private ByteBuffer exchange() throws IOException {
    Payload whole = new Payload().int32(Integer.BYTES + message.size());
    byte[] commands = message.toByteArray();
    message.reset();
    ByteBuffer sent = ByteBuffer.allocate(Integer.BYTES + commands.length);
    out.write(sent.put(whole.bytes()).put(commands).array());
    int length = in.readInt() - Integer.BYTES;
    if (length < 0 || length > MAX_MESSAGE) {
      throw new IOException("expected a message of 4 bytes to 64 MB, length=" + length);
    }
    byte[] reply = new byte[length];
    in.readFully(reply);
    return ByteBuffer.wrap(reply);
  }

  private static void status(ByteBuffer reply) {
    length(reply);
    int command = uint8(reply);
    int result = uint8(reply);
    String description = string(reply);
    if (result != 0) {
      throw new SimulatorException(
          "sumo refused a command, command=0x%02x result=%d description=%s"
              .formatted(command, result, description));
    }
  }

  private static void length(ByteBuffer reply) {
    if (uint8(reply) == 0) {
      reply.getInt();
    }
  }

  private static double value(ByteBuffer reply) {
    int type = uint8(reply);
    return switch (type) {
      case TYPE_UBYTE -> uint8(reply);
      case TYPE_INT -> reply.getInt();
      case TYPE_DOUBLE -> reply.getDouble();
      case TYPE_STRINGS -> {
        int count = reply.getInt();
        for (int i = 0; i < count; i++) {
          string(reply);
        }
        yield count;
      }
      default ->
          throw new SimulatorException("expected a number from sumo, type=0x%02x".formatted(type));
    };
  }

  private static int uint8(ByteBuffer reply) {
    return reply.get() & 0xff;
  }

  private static String string(ByteBuffer reply) {
    byte[] bytes = new byte[reply.getInt()];
    reply.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** What a command carries. */
  private static final class Payload {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(bytes);

    private interface Write {
      void run() throws IOException;
    }

    private Payload write(Write write) {
      try {
        write.run();
      } catch (IOException e) {
        throw new IllegalStateException(e); // memory does not fail
      }
      return this;
    }

    Payload uint8(int value) {
      return write(() -> data.writeByte(value));
    }

    Payload type(int type) {
      return uint8(type);
    }

    Payload int32(int value) {
      return write(() -> data.writeInt(value));
    }

    Payload integer(int value) {
      return type(TYPE_INT).int32(value);
    }

    Payload float64(double value) {
      return write(() -> data.writeDouble(value));
    }

    Payload string(String value) {
      byte[] text = value.getBytes(StandardCharsets.UTF_8);
      return int32(text.length).write(() -> data.write(text));
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
