package io.millrace.benchmarks.learner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A comparison is fair only where both sides compute the same. */
class SameWorkTest {
  private static final int UPDATES = 5;

  /** ND4J's Adam adds epsilon before its bias correction, ours (as the paper has it) after. */
  private static final double SHARE_OF_THE_WAY = 0.01;

  private static final double TOLERANCE = 1e-4;

  @Test
  void flowMatching_onTapeAndInEagerNd4j_goesTheSameWay() {
    FlowMatchingUpdate ours = new FlowMatchingUpdate(16, 8);
    EagerFlowMatchingUpdate eager = new EagerFlowMatchingUpdate(16, 8);
    float[] before = ours.parameters();
    assertThat(eager.parameters()).containsExactly(before);
    for (int i = 0; i < UPDATES; i++) {
      ours.once();
      eager.once();
    }
    double way = distance(before, ours.parameters());
    assertThat(way).isPositive();
    assertThat(distance(eager.parameters(), ours.parameters())).isLessThan(SHARE_OF_THE_WAY * way);
  }

  @Test
  void layerProduct_threeWays_giveTheSameNumbers() {
    LayerProduct product = new LayerProduct(16, 5);
    float[] loops = product.loops().clone();
    assertThat(distance(loops, product.openblas())).isLessThan(TOLERANCE);
    assertThat(distance(loops, product.engine())).isLessThan(TOLERANCE);
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow(a[i] - b[i], 2);
    }
    return Math.sqrt(sum);
  }
}
