package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.measure.Work;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.builtin.Pendulum;
import io.millrace.env.builtin.PendulumProvider;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.streaming.StreamActorCritic;
import io.millrace.flow.streaming.StreamActorCriticSettings;

/** One step in the pendulum and what is learned from it, resets between episodes included. */
public final class StreamingStep implements Work, AutoCloseable {
  private final Environment environment;
  private final StepResult result;
  private final float[] first;
  private final StreamActorCritic learner;
  private long episodes;

  /** Networks of two hidden layers of 128, with the published settings. */
  public StreamingStep() {
    PendulumProvider provider = new PendulumProvider();
    environment = EnvironmentFactory.of(provider, new Pendulum.Options()).create();
    EnvironmentSpec spec = environment.spec();
    result = new StepResult(spec.observationSize());
    first = new float[spec.observationSize()];
    learner =
        new StreamActorCritic(
            StreamActorCriticSettings.published(spec.maxEpisodeSteps()),
            spec.observationSize(),
            spec.actionSize(),
            new RandomSource(1));
    begin();
  }

  private void begin() {
    environment.reset(++episodes, first);
    learner.reset(first);
  }

  @Override
  public void once() {
    environment.step(learner.act(), result);
    learner.learn(result.reward(), result.observation(), result.terminated(), result.truncated());
    if (result.done()) {
      begin();
    }
  }

  @Override
  public void close() {
    environment.close();
  }
}
