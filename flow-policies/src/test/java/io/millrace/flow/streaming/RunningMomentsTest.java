package io.millrace.flow.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RunningMomentsTest {
  /** 2, 4, 4, 10: means 2, 3, 10/3, 5; sample variances 1 (too few), 2, 4/3, 12, by hand. */
  @Test
  void add_fewNumbers_givesSampleMoments() {
    RunningMoments moments = new RunningMoments(1);
    double[][] expected = {{2, 1}, {3, 2}, {10 / 3.0, 4 / 3.0}, {5, 12}};
    double[] numbers = {2, 4, 4, 10};
    for (int i = 0; i < numbers.length; i++) {
      moments.add(numbers[i]);
      assertThat(moments.mean(0)).isCloseTo(expected[i][0], within(1e-12));
      assertThat(moments.variance(0)).isCloseTo(expected[i][1], within(1e-12));
    }
  }
}
