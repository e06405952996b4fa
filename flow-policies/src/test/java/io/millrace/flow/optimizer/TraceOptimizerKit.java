package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;

/** What every optimizer with eligibility traces promises. Extend it for a new one. */
abstract class TraceOptimizerKit {
  static final long SEED = 23;

  static final double KAPPA = 2;

  /** Discount 0.99, trace decay 0.8, kappa 2. */
  abstract TraceOptimizer optimizer(double learningRate);

  /** Every step is at most 1 / kappa long, and exactly so where the bound holds. */
  @Test
  void step_anySample_staysWithinTheBound() {
    TraceOptimizer optimizer = optimizer(1);
    int size = 53;
    float[] w = new float[size];
    OptimizerState state = optimizer.start(size);
    RandomSource random = new RandomSource(SEED);
    for (int step = 0; step < 2_000; step++) {
      float[] before = w.clone();
      double delta = 4 * random.nextGaussian();
      optimizer.step(w, gaussian(random, size), delta, state, random.nextInt(40) == 0);
      double moved = distance(before, w);
      assertThat(moved).as("step %d, seed %d", step, SEED).isLessThanOrEqualTo(1 / KAPPA + 2e-5);
      if (Math.abs(delta) >= 1) {
        assertThat(moved).as("step %d, seed %d", step, SEED).isGreaterThan(1 / KAPPA - 2e-5);
      }
    }
  }

  @Test
  void step_bounded_dependsOnNoLearningRate() {
    int size = 31;
    float[][] w = new float[3][size];
    double[] sizes = new double[3];
    double[] rates = {0.1, 1, 10};
    for (int i = 0; i < rates.length; i++) {
      TraceOptimizer optimizer = optimizer(rates[i]);
      float[] gradient = gaussian(new RandomSource(SEED), size);
      sizes[i] = optimizer.step(w[i], gradient, -1.7, optimizer.start(size), false);
    }
    assertThat(sizes[0]).isEqualTo(sizes[1]).isEqualTo(sizes[2]);
    assertThat(w[0]).containsExactly(w[1]).containsExactly(w[2]);
  }

  @Test
  void step_gradientOrDifferenceNotFinite_changesNoBit() {
    TraceOptimizer optimizer = optimizer(1);
    float[] w = new float[4];
    OptimizerState state = optimizer.start(4);
    optimizer.step(w, new float[] {1f, -2f, 0.5f, 0f}, 0.7, state, false);
    float[] kept = w.clone();
    float[][] moments = new float[optimizer.moments()][];
    for (int i = 0; i < moments.length; i++) {
      moments[i] = state.moments()[i].clone();
    }
    float[] bad = {1f, Float.NaN, 0f, 0f};
    assertThat(optimizer.step(w, bad, 0.5, state, false)).isZero();
    float[] good = {1f, 1f, 1f, 1f};
    assertThat(optimizer.step(w, good.clone(), Double.NaN, state, false)).isZero();
    assertThat(optimizer.step(w, good.clone(), Double.NEGATIVE_INFINITY, state, false)).isZero();
    float[] huge = {1e30f, 0f, 0f, 0f};
    assertThat(optimizer.step(w, huge, 1, state, false)).isZero();
    assertThat(w).containsExactly(kept);
    assertThat(state.moments()).isDeepEqualTo(moments);
    assertThat(state.steps()).isEqualTo(1);
  }

  @Test
  void step_end_usesTheTraceThenCutsIt() {
    TraceOptimizer optimizer = optimizer(1);
    float[] ending = new float[2];
    float[] going = new float[2];
    OptimizerState ended = optimizer.start(2);
    OptimizerState goes = optimizer.start(2);
    optimizer.step(ending, new float[] {1f, 2f}, 1.5, ended, true);
    optimizer.step(going, new float[] {1f, 2f}, 1.5, goes, false);
    assertThat(ending).containsExactly(going);
    assertThat(ended.moments()[0]).containsExactly(0f, 0f);
    assertThat(goes.moments()[0]).containsExactly(1f, 2f);
  }

  @Test
  void step_endWithAnUnusableGradient_stillCutsTheTrace() {
    TraceOptimizer optimizer = optimizer(1);
    OptimizerState state = optimizer.start(1);
    optimizer.step(new float[1], new float[] {1f}, 1, state, false);
    optimizer.step(new float[1], new float[] {Float.NaN}, 1, state, true);
    assertThat(state.moments()[0]).containsExactly(0f);
  }

  @Test
  void step_onceWarm_allocatesNothing() {
    TraceOptimizer optimizer = optimizer(1);
    float[] w = new float[300];
    float[] gradient = gaussian(new RandomSource(SEED), 300);
    OptimizerState state = optimizer.start(300);
    Allocations.assertNone(() -> optimizer.step(w, gradient, 0.5, state, false));
  }

  static float[] gaussian(RandomSource random, int size) {
    float[] numbers = new float[size];
    random.fillGaussian(numbers);
    return numbers;
  }

  static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((double) a[i] - b[i]);
    }
    return sum;
  }
}
