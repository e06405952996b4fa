package io.millrace.benchmarks.environment;

import io.millrace.benchmarks.measure.Work;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.StepResult;
import io.millrace.env.traffic.SelfRegulatingCars;
import io.millrace.env.traffic.SelfRegulatingCarsProvider;

/** One command of the highway, six steps of its model, resets between episodes included. */
public final class HighwayStep implements Work, AutoCloseable {
  private final Environment environment =
      EnvironmentFactory.of(new SelfRegulatingCarsProvider(), SelfRegulatingCars.Options.standard())
          .create();
  private final StepResult result = StepResult.of(environment.spec());
  private final float[] first = new float[environment.spec().observationSize()];
  private final float[] action = {1, 0, -1};
  private long episodes;

  /** At the start of an episode. */
  public HighwayStep() {
    environment.reset(++episodes, first);
  }

  @Override
  public void once() {
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
