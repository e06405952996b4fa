package io.millrace.benchmarks.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Contender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A long-lived child process that measures on request, one line each way; {@code peers/peer.py}
 * describes the lines. What it writes to standard error goes to ours.
 */
public final class PeerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int GRACE_SECONDS = 2;
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final Writer requests;
  private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
  private JsonNode hello;

  private PeerProcess(Process process) {
    this.process = process;
    this.requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  /**
   * Starts the process and waits until it says who it is.
   *
   * @throws PeerException where it cannot take part
   */
  public static PeerProcess start(List<String> command, Path folder) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    // Meant for the other side's older OpenBLAS; the peer's own choice is the better one.
    builder.environment().remove("OPENBLAS_CORETYPE");
    try {
      PeerProcess peer = new PeerProcess(builder.start());
      peer.listen();
      try {
        peer.hello = peer.next(PATIENCE);
      } catch (PeerException e) {
        peer.close();
        throw e;
      }
      return peer;
    } catch (IOException e) {
      throw new PeerException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  /** Name and version. */
  public String name() {
    return hello.path("peer").asText("peer");
  }

  /** What it said about itself at the start. */
  public JsonNode hello() {
    return hello;
  }

  /**
   * Measures one of its benchmarks for about this long.
   *
   * @return median seconds of one operation
   */
  public double measure(String benchmark, double seconds, Clock clock) {
    try {
      requests.write(String.format(Locale.ROOT, "%s %s %s%n", benchmark, seconds, clock.id()));
      requests.flush();
    } catch (IOException e) {
      throw new PeerException("the peer does not listen, benchmark=" + benchmark, e);
    }
    JsonNode answer = next(PATIENCE.plusMillis((long) (seconds * 1000)));
    double median = answer.path("median").asDouble(Double.NaN);
    if (!(median > 0)) {
      throw new PeerException("expected a median above 0, got " + answer);
    }
    return median;
  }

  /** One of its benchmarks as a side of a comparison. */
  public Contender contender(String benchmark) {
    return new Contender() {
      @Override
      public String name() {
        return PeerProcess.this.name();
      }

      @Override
      public double measure(double seconds, Clock clock) {
        return PeerProcess.this.measure(benchmark, seconds, clock);
      }
    };
  }

  private void listen() {
    Thread reader = new Thread(this::read, "peer-answers");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        answers.add(Optional.of(line));
      }
    } catch (IOException e) {
      // It is gone; whoever waits is told so below.
    } finally {
      answers.add(Optional.empty());
    }
  }

  private JsonNode next(Duration limit) {
    String line;
    try {
      Optional<String> answer = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == null) {
        throw new PeerException("the peer did not answer within " + limit.toSeconds() + " s");
      }
      line = answer.orElseThrow(() -> new PeerException("the peer has ended"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerException("interrupted while the peer was measuring", e);
    }
    try {
      JsonNode answer = JSON.readTree(line);
      if (answer.has("error")) {
        throw new PeerException(answer.get("error").asText());
      }
      return answer;
    } catch (JsonProcessingException e) {
      throw new PeerException("expected a line of JSON from the peer, got " + line, e);
    }
  }

  /** Ends the process and waits a moment until it has; a second call does nothing. */
  @Override
  public void close() {
    try {
      requests.close();
    } catch (IOException e) {
      // It has gone first.
    }
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
