package io.millrace.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.policy.Exploration.Order;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows, shared noise and strides, as they show in the paths of a group. */
class ExplorationWindowTest {
  private static final int K = 6;
  private static final int SIZE = 2;
  private static final int ROWS = 8;

  @Test
  void act_cyclicWindow_goesRoundWithTheGroupsAndIsDeterministicOutside() {
    FlowPolicy policy = policy(new Exploration(1, 0, -1, Order.CYCLIC, 1, List.of(1), null));
    FlowActor actor = new FlowActor(policy, Acting.exploring(policy), ROWS);
    FlowSample sample = actor.newSample();
    for (int group = 0; group < 7; group++) {
      actor.begin(group);
      actor.act(new float[ROWS], new RandomSource(group), sample);
      int window = group % (K - 1);
      assertThat(sample.steps()).containsExactly(window);
      for (int k = 0; k <= K; k++) {
        boolean alike = sameInAllRows(sample, k);
        assertThat(alike).as("group %d point %d", group, k).isEqualTo(k <= window);
      }
    }
  }

  @Test
  void act_seeds_areSharedInBlocks() {
    FlowPolicy policy = policy(new Exploration(1, 2, 2, Order.RANDOM, 4, List.of(1), null));
    FlowActor actor = new FlowActor(policy, Acting.exploring(policy), ROWS);
    FlowSample sample = actor.newSample();
    actor.act(new float[ROWS], new RandomSource(1), sample);
    for (int row = 0; row < ROWS; row += 2) {
      assertThat(point(sample, row, 0)).containsExactly(point(sample, row + 1, 0));
      assertThat(point(sample, row, 3)).isNotEqualTo(point(sample, row + 1, 3));
      assertThat(point(sample, row, 0)).isNotEqualTo(point(sample, (row + 2) % ROWS, 0));
    }
  }

  /** Stride 2 after the window ends where Euler's method over every second point ends. */
  @Test
  void act_strides_finishTheSameBranchOnACoarserGrid() {
    FlowPolicy policy = policy(new Exploration(1, 1, 1, Order.RANDOM, 1, List.of(1, 2), null));
    FlowActor actor = new FlowActor(policy, Acting.exploring(policy), ROWS);
    FlowSample sample = actor.newSample();
    actor.act(new float[ROWS], new RandomSource(1), sample);
    for (int row = 0; row < ROWS; row += 2) {
      assertThat(point(sample, row, 2)).containsExactly(point(sample, row + 1, 2));
      assertThat(point(sample, row, K)).isNotEqualTo(point(sample, row + 1, K));
      float[] x = point(sample, row + 1, 2);
      for (int k = 2; k < K; k += 2) {
        x = euler(policy, x, (double) k / K, (double) (k + 2) / K);
      }
      for (int d = 0; d < SIZE; d++) {
        assertThat(point(sample, row + 1, K)[d]).isCloseTo(x[d], within(1e-6f));
      }
    }
  }

  @Test
  void actor_membersThatDoNotDivide_saysSo() {
    FlowPolicy policy = policy(new Exploration(1, 0, -1, Order.RANDOM, 3, List.of(1), null));
    assertThatThrownBy(() -> new FlowActor(policy, Acting.exploring(policy), ROWS))
        .hasMessageContaining("members=8 seeds=3");
  }

  private static float[] euler(FlowPolicy policy, float[] x, double tau, double tauNext) {
    VelocityField field = Guidance.NONE.field(policy, 1);
    System.arraycopy(x, 0, field.input(), 0, SIZE);
    field.input()[SIZE] = (float) tau;
    float[] u = field.run();
    float[] next = new float[SIZE];
    for (int d = 0; d < SIZE; d++) {
      next[d] = (float) (x[d] + (tauNext - tau) * u[d]);
    }
    return next;
  }

  private static boolean sameInAllRows(FlowSample sample, int k) {
    for (int row = 1; row < ROWS; row++) {
      if (point(sample, row, k)[0] != point(sample, 0, k)[0]) {
        return false;
      }
    }
    return true;
  }

  private static float[] point(FlowSample sample, int row, int k) {
    return FlowSample.row(sample.latentPath(), row * (K + 1) + k, SIZE);
  }

  private static FlowPolicy policy(Exploration exploration) {
    return FlowPolicy.random(
        new FlowPolicySpec(
            1,
            SIZE,
            List.of(8),
            "silu",
            K,
            new SamplerSpec("flow-sde", 0.7, 0, 0),
            new float[SIZE],
            new float[] {1, 1},
            FlowHead.VELOCITY,
            1,
            exploration,
            Recording.NONE,
            List.of()),
        new RandomSource(3));
  }
}
