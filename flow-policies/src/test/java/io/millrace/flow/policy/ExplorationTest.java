package io.millrace.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.exploration.NoiseProposal;
import io.millrace.flow.exploration.NoiseSearch;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.sampler.Transition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows, shared starts and strides at work in an actor whose flow is linear in the point. */
final class ExplorationTest {
  private static final int STEPS = 10;
  private static final int ROWS = 24;
  private static final SamplerSpec FLOW_SDE = new SamplerSpec("flow-sde", 0.7, 0, 0);

  /** With one stochastic step nothing but its noise decides the outcome, on either grid. */
  @Test
  void act_oneStochasticStepOnASharedPath_isAllThatTheActionDependsOn() {
    Exploration branching =
        new Exploration(1, 0, 4, Exploration.Order.CYCLIC, 1, List.of(1, 2), null);
    for (int group = 0; group < 5; group++) {
      FlowSample sample = act(branching, group, 11 + group);
      assertThat(sample.steps()).containsExactly(group);
      for (int stride = 0; stride < 2; stride++) {
        assertThat(Math.abs(correlation(sample, group, 0, stride, 2)))
            .as("step %d, stride %d, seed %d", group, stride + 1, 11 + group)
            .isGreaterThan(0.999999);
      }
    }
  }

  @Test
  void act_everyStepStochastic_dependsOnAllOfThem() {
    FlowSample sample = act(Exploration.ALL, 0, 3);
    for (int k = 0; k < STEPS - 1; k++) {
      assertThat(Math.abs(correlation(sample, k, k, 0, 1)))
          .as("step %d, seed 3", k)
          .isLessThan(0.95);
    }
  }

  @Test
  void act_fourSeeds_shareThePathUpToTheWindowInBlocks() {
    Exploration trunks = new Exploration(1, 3, 3, Exploration.Order.CYCLIC, 4, List.of(1), null);
    float[] path = act(trunks, 0, 5).latentPath();
    for (int row = 0; row < ROWS; row++) {
      int first = row - row % 6;
      for (int point = 0; point <= 3; point++) {
        assertThat(path[row * (STEPS + 1) + point]).isEqualTo(path[first * (STEPS + 1) + point]);
      }
      if (row != first) {
        assertThat(path[row * (STEPS + 1) + 4]).isNotEqualTo(path[first * (STEPS + 1) + 4]);
      }
    }
    assertThat(path[0]).isNotEqualTo(path[6 * (STEPS + 1)]);
  }

  @Test
  void startFrom_proposal_movesTheStartAndNotTheSteps() {
    NoiseProposal proposal = new NoiseProposal(new double[] {3}, new double[] {0.1});
    FlowPolicy policy = policy(Exploration.ALL);
    FlowActor actor = new FlowActor(policy, Acting.exploring(policy), ROWS);
    FlowSample sample = actor.newSample();
    actor.startFrom((row, random, out, at, size) -> proposal.sample(random, out, at));
    actor.act(new float[ROWS], new RandomSource(4), sample);
    for (int row = 0; row < ROWS; row++) {
      assertThat(sample.latentPath()[row * (STEPS + 1)]).as("seed 4").isBetween(2.5f, 3.5f);
    }
    Transition first = policy.sampler().chain(STEPS)[0];
    double drawn = (sample.latentPath()[1] - sample.means()[0]) / first.std();
    double density = -drawn * drawn / 2 - Math.log(first.std() * Math.sqrt(2 * Math.PI));
    assertThat((double) sample.logProbs()[0]).isCloseTo(density, within(1e-5));
  }

  @Test
  void fromArtifact_ofAPolicyThatSearches_keepsItsExploration() {
    Exploration searching =
        new Exploration(
            1,
            0,
            4,
            Exploration.Order.CYCLIC,
            2,
            List.of(1, 3),
            new NoiseSearch(4, 16, 4, 0.7, 0.3));
    byte[] artifact = policy(searching).toArtifact(new Lineage("p", 1, 4, "ab", "cd", 17, 3));
    assertThat(FlowPolicy.fromArtifact(artifact).spec().exploration()).isEqualTo(searching);
  }

  private static FlowSample act(Exploration exploration, long group, long seed) {
    FlowPolicy policy = policy(exploration);
    FlowActor actor = new FlowActor(policy, Acting.exploring(policy), ROWS);
    FlowSample sample = actor.newSample();
    actor.begin(group);
    actor.act(new float[ROWS], new RandomSource(seed), sample);
    return sample;
  }

  /** Of the noise of draw {@code slot}, at flow step k, with the action, over every n-th row. */
  private static double correlation(FlowSample sample, int k, int slot, int from, int every) {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int row = from; row < ROWS; row += every) {
      double mean = sample.means()[row * sample.likelihoods() + slot];
      double noise = sample.latentPath()[row * (STEPS + 1) + k + 1] - mean;
      double action = sample.actions()[row];
      n++;
      x += noise;
      y += action;
      xx += noise * noise;
      yy += action * action;
      xy += noise * action;
    }
    return (xy - x * y / n) / Math.sqrt((xx - x * x / n) * (yy - y * y / n));
  }

  private static FlowPolicy policy(Exploration exploration) {
    FlowPolicySpec spec =
        new FlowPolicySpec(
            1,
            1,
            List.of(),
            "silu",
            STEPS,
            FLOW_SDE,
            new float[1],
            new float[] {1},
            FlowHead.VELOCITY,
            1,
            exploration,
            Recording.NONE,
            List.of());
    return FlowPolicy.random(spec, new RandomSource(7));
  }
}
