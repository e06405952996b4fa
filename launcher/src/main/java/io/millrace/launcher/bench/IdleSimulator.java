package io.millrace.launcher.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** A client of the gateway that sees the same whatever it does; episodes follow one another. */
final class IdleSimulator implements AutoCloseable {
  private static final String SEEN =
      "[" + String.join(",", Collections.nCopies(IngestPolicy.OBSERVATION, "0.123")) + "]";
  private static final byte[] STEP =
      line("{\"type\":\"step\",\"reward\":1,\"observation\":" + SEEN + "}");
  private static final byte[] LAST =
      line("{\"type\":\"step\",\"reward\":1,\"truncated\":true,\"observation\":" + SEEN + "}");
  private static final byte[] RESET = line("{\"type\":\"reset\"}");
  private static final byte[] OBSERVE = line("{\"type\":\"observe\",\"observation\":" + SEEN + "}");

  private final Socket socket;
  private final BufferedReader reader;
  private final int episodeSteps;
  private int steps;

  IdleSimulator(int port, int episodeSteps) throws IOException {
    this.episodeSteps = episodeSteps;
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    answer(line("{\"type\":\"hello\",\"protocol\":1}"), "welcome");
    answer(line("{\"type\":\"open\"}"), "opened");
    begin();
  }

  private static byte[] line(String json) {
    return (json + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private void begin() throws IOException {
    answer(RESET, "episode");
    answer(OBSERVE, "action");
    steps = 0;
  }

  private void answer(byte[] request, String expected) throws IOException {
    socket.getOutputStream().write(request);
    expect(expected);
  }

  private void expect(String type) throws IOException {
    String answer = reader.readLine();
    if (answer == null || !answer.contains("\"" + type + "\"")) {
      throw new IOException("expected " + type + ", got " + answer);
    }
  }

  /** One step, to its answer. */
  void step() throws IOException {
    ask();
    hear();
  }

  void ask() throws IOException {
    steps++;
    socket.getOutputStream().write(steps == episodeSteps ? LAST : STEP);
  }

  void hear() throws IOException {
    if (steps == episodeSteps) {
      expect("ended");
      begin();
    } else {
      expect("action");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
