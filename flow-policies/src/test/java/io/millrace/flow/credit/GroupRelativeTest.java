package io.millrace.flow.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.credit.GroupRelative.Std;
import org.junit.jupiter.api.Test;

final class GroupRelativeTest extends GroupBaselineKit {
  @Override
  GroupBaseline baseline() {
    return new GroupRelative(Std.POPULATION, 1e-6);
  }

  /** Flow-GRPO's code: population deviation, epsilon 1e-4. */
  @Test
  void compare_populationStd_matchesTheReferenceImplementation() {
    GroupBaseline baseline = new GroupRelative(Std.POPULATION, 1e-4);
    assertThat(baseline.compare(new double[] {1, 2, 4, 5}))
        .containsExactly(new double[] {-1.264831, -0.632416, 0.632416, 1.264831}, within(1e-6));
    assertThat(baseline.compare(new double[] {0, 0, 0, 3}))
        .containsExactly(new double[] {-0.577306, -0.577306, -0.577306, 1.731917}, within(1e-6));
  }

  /** DanceGRPO's code: n - 1, epsilon 1e-8. */
  @Test
  void compare_sampleStd_matchesTheReferenceImplementation() {
    GroupBaseline baseline = new GroupRelative(Std.SAMPLE, 1e-8);
    assertThat(baseline.compare(new double[] {1, 2, 4, 5}))
        .containsExactly(new double[] {-1.095445, -0.547723, 0.547723, 1.095445}, within(1e-6));
    assertThat(baseline.compare(new double[] {0, 0, 0, 3}))
        .containsExactly(new double[] {-0.5, -0.5, -0.5, 1.5}, within(1e-6));
  }

  @Test
  void compare_noStd_subtractsTheMean() {
    assertThat(new GroupRelative(Std.NONE, 0).compare(new double[] {1, 2, 6}))
        .containsExactly(-2, -1, 3);
  }
}
