package io.millrace.benchmarks.environment;

import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Contender;
import io.millrace.benchmarks.measure.Samples;
import io.millrace.env.Environment;
import io.millrace.env.StepResult;

/**
 * An environment from reset to end, again and again, under actions of 0: for those whose reset is a
 * part of the work.
 */
final class WholeEpisodes implements Contender {
  private final Environment environment;
  private final float[] action;
  private final StepResult result;
  private long episodes;

  /** Takes an environment that the caller closes. */
  WholeEpisodes(Environment environment) {
    this.environment = environment;
    this.action = new float[environment.spec().jointActionSize()];
    this.result = StepResult.of(environment.spec());
  }

  @Override
  public String name() {
    return "Millrace";
  }

  /** Wall time whatever the clock: the simulator may be another process. The median of a step. */
  @Override
  public double measure(double atLeast, Clock clock) {
    long deadline = System.nanoTime() + (long) (atLeast * 1e9);
    Samples samples = new Samples();
    while (samples.isEmpty() || System.nanoTime() < deadline) {
      long begun = System.nanoTime();
      int steps = episode();
      samples.add((System.nanoTime() - begun) / 1e9 / steps);
    }
    return samples.median();
  }

  private int episode() {
    environment.reset(++episodes, result.observation());
    int steps = 0;
    do {
      environment.step(action, result);
      steps++;
    } while (!result.done());
    return steps;
  }
}
