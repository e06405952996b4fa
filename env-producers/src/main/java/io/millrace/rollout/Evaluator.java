package io.millrace.rollout;

import io.millrace.env.AutoReset;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.RandomStreams;
import io.millrace.env.VectorEnvironment;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a policy on episodes that no worker has seen: every one has its own seed. The return of an
 * episode is the mean over its agents.
 */
public final class Evaluator {

  /** Rows that one call of the policy serves; more would only cost cache. */
  private static final int MAX_ROWS = 128;

  private final EnvironmentFactory environment;

  public Evaluator(EnvironmentFactory environment) {
    this.environment = environment;
  }

  /**
   * Plays and sums up. The same arguments give the same result.
   *
   * @param episodes at least 1
   * @param seed of all episodes and of the policy's noise
   * @param acting as it explores to judge what explores, with the ODE to judge what was learned
   * @throws IllegalStateException if the environment brings a return that is not finite
   */
  public EvaluationResult evaluate(FlowPolicy policy, int episodes, long seed, Acting acting) {
    if (episodes < 1) {
      throw new IllegalArgumentException("expected at least one episode, episodes=" + episodes);
    }
    RandomSource seeds = RandomStreams.of(seed, environment.id(), "evaluation-episodes");
    RandomSource noise = RandomStreams.of(seed, environment.id(), "evaluation-actions");
    int atOnce = Math.min(episodes, Math.max(1, MAX_ROWS / environment.spec().agents()));
    List<EpisodeOutcome> outcomes = new ArrayList<>(episodes);
    try (VectorEnvironment vector =
        VectorEnvironment.of(environment::create, atOnce, AutoReset.NONE)) {
      Actor actor = Actor.of(policy, acting, vector.rows());
      FlowSample sample = actor.newSample();
      while (outcomes.size() < episodes) {
        play(vector, actor, sample, seeds, noise, outcomes);
      }
    }
    return summarize(outcomes.subList(0, episodes));
  }

  /** One episode in every environment. */
  private static void play(
      VectorEnvironment vector,
      Actor actor,
      FlowSample sample,
      RandomSource seeds,
      RandomSource noise,
      List<EpisodeOutcome> outcomes) {
    int rows = vector.rows();
    int agents = vector.agents();
    long[] environmentSeeds = new long[vector.environments()];
    for (int e = 0; e < environmentSeeds.length; e++) {
      environmentSeeds[e] = seeds.nextLong();
    }
    vector.reset(environmentSeeds);
    double[] returns = new double[rows];
    int[] steps = new int[rows];
    boolean[] stepping = new boolean[rows];
    int stepped;
    do {
      actor.act(vector.observations(), noise, sample);
      for (int row = 0; row < rows; row++) {
        stepping[row] = vector.running(row);
      }
      stepped = vector.step(sample.actions());
      for (int row = 0; row < rows; row++) {
        returns[row] += stepping[row] ? vector.rewards()[row] : 0;
        steps[row] += stepping[row] ? 1 : 0;
      }
    } while (stepped > 0);
    double[] episodeReturns = AgentMeans.of(returns, agents);
    for (int e = 0; e < episodeReturns.length; e++) {
      int row = e * agents;
      outcomes.add(
          new EpisodeOutcome(
              episodeReturns[e], steps[row], vector.success(row), vector.attributes(row)));
    }
  }

  private EvaluationResult summarize(List<EpisodeOutcome> outcomes) {
    int n = outcomes.size();
    double sum = 0;
    int successes = 0;
    boolean successKnown = true;
    for (EpisodeOutcome outcome : outcomes) {
      sum += outcome.episodeReturn();
      successKnown &= outcome.success() != null;
      successes += Boolean.TRUE.equals(outcome.success()) ? 1 : 0;
    }
    double mean = sum / n;
    if (!Double.isFinite(mean)) {
      throw new IllegalStateException(
          "expected finite returns, environment=" + environment.id() + " meanReturn=" + mean);
    }
    double squares = 0;
    for (EpisodeOutcome outcome : outcomes) {
      double offset = outcome.episodeReturn() - mean;
      squares += offset * offset;
    }
    double standardError = n > 1 ? Math.sqrt(squares / (n - 1) / n) : 0;
    return new EvaluationResult(
        n,
        mean,
        standardError,
        successKnown ? (double) successes / n : null,
        environment.summarize(outcomes));
  }
}
