package io.millrace.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.builtin.Reach;
import io.millrace.env.builtin.ReachProvider;
import io.millrace.flow.exploration.NoiseProposal;
import io.millrace.flow.exploration.NoiseSearch;
import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.random.RandomSource;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In an environment that wants the action to be the place that it shows, -1 or 1. */
class StartSearchTest {
  private static final NoiseSearch SEARCH = new NoiseSearch(8, 64, 8, 0.7, 0.1);
  private static final EnvironmentFactory REACH =
      EnvironmentFactory.of(new ReachProvider(), new Reach.Options());

  /** Without velocity the decoding is the noise itself, so the best noise is the place. */
  @Test
  void search_flowThatStandsStill_findsThePlace() {
    try (StartSearch starts = new StartSearch(SEARCH, REACH::create)) {
      starts.use(still());
      for (long seed = 1; seed <= 5; seed++) {
        NoiseProposal found = starts.search(seed, new RandomSource(seed));
        assertThat(found.mean()[0]).as("seed %d", seed).isCloseTo(place(seed), within(0.1));
        assertThat(found.std()[0]).as("seed %d", seed).isEqualTo(0.1);
      }
    }
  }

  @Test
  void collect_withSearch_startsFromTheProposalAndSaysSo() {
    List<Trajectory> group = collect();
    String mean = group.get(0).getAttributes().get("startNoiseMean");
    double proposed = Double.parseDouble(mean.substring(1, mean.length() - 1));
    assertThat(Math.abs(proposed)).isCloseTo(1, within(0.1));
    for (Trajectory member : group) {
      assertThat(member.getAttributes())
          .containsEntry("startNoiseMean", mean)
          .containsEntry("startNoiseStd", "[0.1]");
      assertThat((double) Tensors.floats(member.getLatentPath())[0])
          .as("six deviations around the proposal")
          .isCloseTo(proposed, within(0.6));
    }
  }

  @Test
  void collect_twice_givesTheSameNumbers() {
    List<Trajectory> first = collect();
    List<Trajectory> second = collect();
    for (int i = 0; i < first.size(); i++) {
      assertThat(Tensors.floats(first.get(i).getLatentPath()))
          .containsExactly(Tensors.floats(second.get(i).getLatentPath()));
      assertThat(first.get(i).getAttributes()).isEqualTo(second.get(i).getAttributes());
    }
  }

  private static List<Trajectory> collect() {
    MemorySink sink = new MemorySink();
    CountedReach reach = new CountedReach();
    RolloutSettings settings =
        new RolloutSettings("policy", 1, "w0", 5, 8, 0, 1, 1, Duration.ofSeconds(1));
    new RolloutWorker(
            settings,
            reach.factory()::create,
            new ScriptedFeed(still()),
            sink,
            InstantSource.system())
        .run();
    assertThat(sink.trajectories).hasSize(8);
    assertThat(reach.made).as("members and candidates").hasValue(8 + SEARCH.candidates());
    assertThat(reach.closed).hasValue(reach.made.get());
    return sink.trajectories;
  }

  private static double place(long seed) {
    Environment environment = REACH.create();
    float[] observation = new float[1];
    environment.reset(seed, observation);
    return observation[0];
  }

  private static FlowPolicy still() {
    Exploration exploration =
        new Exploration(0, 0, -1, Exploration.Order.RANDOM, 0, List.of(1), SEARCH);
    FlowPolicySpec spec =
        new FlowPolicySpec(
            1,
            1,
            List.of(4),
            "silu",
            TestPolicies.FLOW_STEPS,
            TestPolicies.FLOW_SDE,
            new float[1],
            new float[] {1},
            FlowHead.VELOCITY,
            1,
            exploration,
            Recording.NONE,
            List.of());
    FlowPolicy policy = FlowPolicy.random(spec, new RandomSource(7));
    Arrays.fill(policy.model().parameters().values(), 0);
    return policy;
  }
}
