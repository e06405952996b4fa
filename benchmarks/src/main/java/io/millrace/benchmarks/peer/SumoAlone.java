package io.millrace.benchmarks.peer;

import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Contender;
import io.millrace.benchmarks.measure.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * SUMO's own program, which nobody talks to: each turn runs whole simulations, from the start of
 * the process to its end.
 *
 * @param command without where it ends
 * @param seconds simulated in a run
 * @param steps of an environment in a run
 */
public record SumoAlone(List<String> command, int seconds, int steps) implements Contender {
  @Override
  public String name() {
    return "SUMO alone";
  }

  /** Wall time whatever the clock: it is another process. The median seconds of a step. */
  @Override
  public double measure(double atLeast, Clock clock) {
    long deadline = System.nanoTime() + (long) (atLeast * 1e9);
    Samples samples = new Samples();
    while (samples.isEmpty() || System.nanoTime() < deadline) {
      long begun = System.nanoTime();
      run();
      samples.add((System.nanoTime() - begun) / 1e9 / steps);
    }
    return samples.median();
  }

  private void run() {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of("--end", Integer.toString(seconds)));
    Process process = null;
    try {
      process =
          new ProcessBuilder(whole)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      int code = process.waitFor();
      if (code != 0) {
        throw new PeerException("expected SUMO to end with 0, code=" + code);
      }
    } catch (IOException e) {
      throw new PeerException("cannot start " + whole.get(0) + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new PeerException("interrupted while SUMO ran", e);
    }
  }
}
