package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RidgeRegressionTest {

  /** By hand: X'X = [[3, 3], [3, 5]], X'Y = (6, 10), penalty 1/3 on 3 rows: [[4, 3], [3, 6]]. */
  @Test
  void fit_threeRows_isThatByHand() {
    double[][] x = {{1, 0}, {1, 1}, {1, 2}};
    double[][] y = {{0, 5}, {2, 5}, {4, 5}};
    double[][] weights = RidgeRegression.fit(x, y, 1.0 / 3);
    // 1/15 [[6, -3], [-3, 4]] (6, 10) and (15, 15).
    assertThat(weights[0]).containsExactly(new double[] {6.0 / 15, 45.0 / 15}, within(1e-12));
    assertThat(weights[1]).containsExactly(new double[] {22.0 / 15, 15.0 / 15}, within(1e-12));
  }

  @Test
  void fit_linearDataAndTinyPenalty_findsTheLine() {
    double[][] x = {{1, 0}, {1, 1}, {1, 2}};
    double[][] y = {{-1}, {1}, {3}};
    double[][] weights = RidgeRegression.fit(x, y, 1e-12);
    assertThat(weights[0]).containsExactly(new double[] {-1}, within(1e-9));
    assertThat(weights[1]).containsExactly(new double[] {2}, within(1e-9));
  }
}
