package io.millrace.rollout;

import io.millrace.env.AutoReset;
import io.millrace.env.Environment;
import io.millrace.env.VectorEnvironment;
import io.millrace.flow.exploration.NoiseProposal;
import io.millrace.flow.exploration.NoiseSearch;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowActor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import java.util.function.Supplier;

/**
 * Searches for the start noise of a group's first decision. A candidate is decoded in one step,
 * {@code x + velocity(x, 0)}, and its score is the reward of that action in an environment of its
 * own, in the group's first state. The decoding is a blurred stand-in for the whole flow, whose
 * reward says something where the blur keeps what is rewarded.
 *
 * <p>Where several agents act, they all start from the candidate, its score is their mean reward,
 * and what is found is the proposal for each of them.
 *
 * @see NoiseSearch
 */
final class StartSearch implements AutoCloseable {
  private final NoiseSearch search;
  private final Supplier<Environment> environments;
  private VectorEnvironment trials;
  private FlowActor decoder;
  private FlowSample decoded;

  StartSearch(NoiseSearch search, Supplier<Environment> environments) {
    this.search = search;
    this.environments = environments;
  }

  /** Decodes with this policy from now on. */
  void use(FlowPolicy policy) {
    Acting oneStep = Acting.with(new Ode(), policy).withFlowSteps(1);
    if (trials == null) {
      trials = create();
    }
    decoder = new FlowActor(policy, oneStep, trials.rows());
    decoded = decoder.newSample();
  }

  private VectorEnvironment create() {
    return VectorEnvironment.of(environments, search.candidates(), AutoReset.NONE);
  }

  /** Ends its environments; a search after that gets new ones. */
  @Override
  public void close() {
    VectorEnvironment ended = trials;
    trials = null;
    if (ended != null) {
      ended.close();
    }
  }

  /**
   * What to draw the group's start noise from.
   *
   * @param seed of the group's environments
   */
  NoiseProposal search(long seed, RandomSource random) {
    if (trials == null) {
      trials = create();
    }
    NoiseProposal standard = NoiseProposal.standard(trials.spec().actionSize());
    return search.search(standard, noises -> score(noises, seed, random), random);
  }

  private double[] score(float[][] noises, long seed, RandomSource random) {
    trials.reset(seed);
    int agents = trials.agents();
    decoder.startFrom(
        (row, unused, out, at, size) -> System.arraycopy(noises[row / agents], 0, out, at, size));
    decoder.act(trials.observations(), random, decoded);
    trials.step(decoded.actions());
    return AgentMeans.of(trials.rewards(), agents);
  }
}
