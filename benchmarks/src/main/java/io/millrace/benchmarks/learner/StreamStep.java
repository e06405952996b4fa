package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.measure.Work;
import io.millrace.env.Environment;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.env.builtin.Pendulum;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.streaming.StreamActorCritic;
import io.millrace.flow.streaming.StreamActorCriticSettings;

/** One step of a streaming actor-critic in Pendulum: act, step, learn. */
public final class StreamStep implements Work {
  private final Environment environment = TimeLimit.of(new SimulatedEnvironment(new Pendulum()));
  private final StepResult step;
  private final float[] first;
  private final StreamActorCritic learner;
  private long episode;

  /** With the published settings: two networks of two hidden layers of 128. */
  public StreamStep() {
    int observations = environment.spec().observationSize();
    step = new StepResult(observations);
    first = new float[observations];
    learner =
        new StreamActorCritic(
            StreamActorCriticSettings.published(environment.spec().maxEpisodeSteps()),
            observations,
            1,
            new RandomSource(1));
    reset();
  }

  @Override
  public void once() {
    environment.step(learner.act(), step);
    learner.learn(step.reward(), step.observation(), step.terminated(), step.truncated());
    if (step.done()) {
      reset();
    }
  }

  private void reset() {
    environment.reset(episode++, first);
    learner.reset(first);
  }
}
