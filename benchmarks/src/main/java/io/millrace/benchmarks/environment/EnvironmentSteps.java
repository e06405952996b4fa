package io.millrace.benchmarks.environment;

import io.millrace.benchmarks.measure.Work;
import io.millrace.env.Environment;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;

/**
 * One step of an environment under uniform actions in [-1, 1], resets between episodes included.
 */
public final class EnvironmentSteps implements Work, AutoCloseable {
  private final Environment environment;
  private final StepResult result;
  private final float[] first;
  private final float[] action;
  private final RandomSource random = new RandomSource(1);
  private long episodes;

  /** Begins the first episode, so that what an environment prepares once is not measured. */
  public EnvironmentSteps(Environment environment) {
    this.environment = environment;
    this.result = new StepResult(environment.spec().observationSize());
    this.first = new float[environment.spec().observationSize()];
    this.action = new float[environment.spec().actionSize()];
    environment.reset(++episodes, first);
  }

  @Override
  public void once() {
    for (int d = 0; d < action.length; d++) {
      action[d] = (float) (2 * random.nextDouble() - 1);
    }
    environment.step(action, result);
    if (result.done()) {
      environment.reset(++episodes, first);
    }
  }

  @Override
  public void close() {
    environment.close();
  }
}
