package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;

/** What every optimizer promises. Extend it for a new one. */
abstract class OptimizerKit {
  private static final long SEED = 17;

  /** Where the golden steps start; the numbers of conformance/optimizers.json. */
  private static final float[] START = {-0.6026f, 0.5503f, -1.9017f, 1.7204f};

  private static final float[][] GRADIENTS = {
    {-0.0342f, -1.1906f, 0.4523f, -1.1106f},
    {1.0773f, -0.0917f, -0.4648f, 1.849f},
    {-0.1136f, 1.0929f, -0.586f, 0.8421f}
  };

  /** An optimizer that finds the bottom of a unit bowl in a few hundred steps. */
  abstract Optimizer optimizer();

  /** The optimizer of the golden steps. */
  abstract Optimizer goldenOptimizer();

  /** [step][parameter], after each of the golden steps; computed in float64 elsewhere. */
  abstract double[][] golden();

  @Test
  void step_goldenGradients_giveTheGoldenParameters() {
    Optimizer optimizer = goldenOptimizer();
    float[] x = START.clone();
    OptimizerState state = optimizer.start(x.length);
    for (int step = 0; step < GRADIENTS.length; step++) {
      optimizer.step(x, GRADIENTS[step].clone(), state);
      for (int i = 0; i < x.length; i++) {
        assertThat((double) x[i])
            .as("step %d parameter %d", step, i)
            .isCloseTo(golden()[step][i], within(5e-7));
      }
    }
  }

  @Test
  void step_onAQuadraticBowl_reachesTheBottom() {
    float[] x = {1f, -2f, 0.5f};
    OptimizerState state = optimizer().start(3);
    for (int i = 0; i < 2_000; i++) {
      optimizer().step(x, new float[] {x[0], 2 * x[1], 3 * x[2]}, state);
    }
    for (float coordinate : x) {
      assertThat((double) coordinate).isCloseTo(0, within(2e-2));
    }
  }

  @Test
  void step_zeroGradientFromTheStart_changesNothing() {
    float[] x = {1f, -2f};
    OptimizerState state = optimizer().start(2);
    optimizer().step(x, new float[2], state);
    assertThat(x).containsExactly(1f, -2f);
    assertThat(state.steps()).isEqualTo(1);
  }

  @Test
  void step_rateFactor_isARateOfThatSize() {
    Optimizer halved = new ScheduledOptimizer(optimizer(), step -> 0.5);
    float[] whole = numbers(1, 40);
    float[] half = whole.clone();
    float[] start = whole.clone();
    optimizer().step(whole, numbers(2, 40), optimizer().start(40));
    halved.step(half, numbers(2, 40), halved.start(40));
    for (int i = 0; i < start.length; i++) {
      assertThat((double) half[i] - start[i])
          .as("parameter %d, seed %d", i, SEED)
          .isCloseTo(0.5 * (whole[i] - start[i]), within(1e-6));
    }
  }

  /** Vector loops end in scalar ones: each number must come out as if it stood alone. */
  @Test
  void step_anyPositionInTheVector_givesTheSameBits() {
    int size = 77;
    float[] all = numbers(1, size);
    float[] start = all.clone();
    OptimizerState state = optimizer().start(size);
    for (int step = 0; step < 3; step++) {
      optimizer().step(all, numbers(2 + step, size), state);
    }
    for (int i = 0; i < size; i++) {
      float[] one = {start[i]};
      OptimizerState alone = optimizer().start(1);
      for (int step = 0; step < 3; step++) {
        optimizer().step(one, new float[] {numbers(2 + step, size)[i]}, alone);
      }
      assertThat(all[i]).as("parameter %d, seed %d", i, SEED).isEqualTo(one[0]);
    }
  }

  @Test
  void take_gradientThatIsNotFinite_changesNoBit() {
    float[] x = numbers(1, 9);
    Optimizer optimizer = optimizer();
    OptimizerState state = optimizer.start(9);
    GradientStep guarded = new GradientStep(optimizer, 1);
    guarded.take(x, numbers(2, 9), state);
    float[] kept = x.clone();
    float[][] moments = new float[optimizer.moments()][];
    for (int i = 0; i < moments.length; i++) {
      moments[i] = state.moments()[i].clone();
    }
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] gradient = numbers(3, 9);
      gradient[5] = bad;
      assertThat(guarded.take(x, gradient, state)).isNotFinite();
    }
    assertThat(x).containsExactly(kept);
    assertThat(state.moments()).isDeepEqualTo(moments);
    assertThat(state.steps()).isEqualTo(1);
  }

  @Test
  void take_onceWarm_allocatesNothing() {
    GradientStep guarded = new GradientStep(new ScheduledOptimizer(optimizer(), s -> 0.5), 1);
    float[] x = numbers(1, 300);
    float[] gradient = numbers(2, 300);
    OptimizerState state = optimizer().start(300);
    Allocations.assertNone(() -> guarded.take(x, gradient, state));
  }

  static float[] numbers(int stream, int count) {
    float[] numbers = new float[count];
    new RandomSource(SEED).split(stream).fillGaussian(numbers);
    return numbers;
  }
}
