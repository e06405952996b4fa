package io.millrace.flow.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LeaveOneOutTest extends GroupBaselineKit {
  @Override
  GroupBaseline baseline() {
    return new LeaveOneOut();
  }

  /** By hand: 1 against (0 + 0 + 1) / 3, 0 against (1 + 0 + 1) / 3. */
  @Test
  void compare_binaryRewards_comparesWithTheOthers() {
    assertThat(baseline().compare(new double[] {1, 0, 0, 1}))
        .containsExactly(new double[] {2 / 3.0, -2 / 3.0, -2 / 3.0, 2 / 3.0}, within(1e-12));
  }
}
