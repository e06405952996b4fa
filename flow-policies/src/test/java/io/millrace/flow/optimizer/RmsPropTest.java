package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RmsPropTest extends OptimizerKit {
  private static final float[][] GRADIENTS = {{.1f, -.2f}, {-.3f, .4f}, {.5f, 0f}};

  @Override
  Optimizer optimizer() {
    return new RmsProp(0.001, 0.99, 1e-8, 0.5, false);
  }

  @Override
  Optimizer goldenOptimizer() {
    return new RmsProp(0.01, 0.99, 1e-8, 0, false);
  }

  @Override
  double[][] golden() {
    return new double[][] {
      {-0.502600292, 0.650299992, -2.001699978, 1.820399991},
      {-0.602550434, 0.658017703, -1.929857262, 1.734561391},
      {-0.592016647, 0.59013539, -1.86254002, 1.697991987}
    };
  }

  @Test
  void step_momentum_carriesThePastOn() {
    Optimizer optimizer = new RmsProp(0.01, 0.99, 1e-8, 0.9, false);
    float[] x = {-0.6026f, 0.5503f};
    OptimizerState state = optimizer.start(2);
    optimizer.step(x, new float[] {-0.0342f, -1.1906f}, state);
    optimizer.step(x, new float[] {1.0773f, -0.0917f}, state);
    assertThat((double) x[0]).isCloseTo(-0.512550697, within(5e-7));
    assertThat((double) x[1]).isCloseTo(0.748017696, within(5e-7));
  }

  /** The sheet's table of asynchronous actor-critics: workers take turns on one state. */
  @Test
  void step_workersShareOneState_giveTheGoldenParameters() {
    Optimizer optimizer = asynchronous(true);
    float[] x = {1f, -1f};
    OptimizerState shared = optimizer.start(2);
    for (float[] gradient : GRADIENTS) {
      optimizer.step(x, gradient.clone(), shared);
    }
    assertCloseTo(shared.moments()[0], 0.00348901, 0.00197604, 1e-8);
    assertCloseTo(x, 0.99935156, -1.0004349, 6e-8);
  }

  @Test
  void step_workersWithTheirOwnStates_giveOtherParameters() {
    Optimizer optimizer = asynchronous(true);
    float[] x = {1f, -1f};
    OptimizerState[] own = {optimizer.start(2), optimizer.start(2)};
    for (int i = 0; i < GRADIENTS.length; i++) {
      optimizer.step(x, GRADIENTS[i].clone(), own[i % 2]);
    }
    assertCloseTo(x, 0.99934717, -1.0004366, 1e-7);
  }

  @Test
  void step_epsilonOutsideTheRoot_givesOtherParameters() {
    Optimizer optimizer = asynchronous(false);
    float[] x = {1f, -1f};
    OptimizerState state = optimizer.start(2);
    for (float[] gradient : GRADIENTS) {
      optimizer.step(x, gradient.clone(), state);
    }
    assertCloseTo(x, 0.99875898, -1.00076868, 1e-7);
  }

  private static Optimizer asynchronous(boolean epsilonInRoot) {
    return new RmsProp(7e-4, 0.99, 0.1, 0, epsilonInRoot);
  }

  private static void assertCloseTo(float[] got, double first, double second, double tolerance) {
    assertThat((double) got[0]).isCloseTo(first, within(tolerance));
    assertThat((double) got[1]).isCloseTo(second, within(tolerance));
  }
}
