package io.millrace.flow.meanflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IntervalsTest {
  private static final long SEED = 31;
  private static final int ROWS = 20_000;

  private final float[] tau = new float[ROWS];
  private final float[] tauNext = new float[ROWS];

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 0.5, 0.75, 1})
  void draw_timePairs_givesTheShareOfEqualTimesLast(double share) {
    new TimePairs(share, -0.4, 1).draw(new RandomSource(SEED), tau, tauNext);
    int apart = ROWS - (int) (share * ROWS);
    for (int row = 0; row < ROWS; row++) {
      assertThat(tau[row]).isBetween(0f, 1f);
      if (row < apart) {
        assertThat(tauNext[row]).as("row %d, seed %d", row, SEED).isBetween(tau[row], 1f);
      } else {
        assertThat(tauNext[row]).as("row %d, seed %d", row, SEED).isEqualTo(tau[row]);
      }
    }
  }

  /** The two ends together are the two draws: logit(1 - tau) ~ N(-.4, 1); sd of the mean .005. */
  @Test
  void draw_timePairs_countsTheLawFromTheAction() {
    new TimePairs(0, -0.4, 1).draw(new RandomSource(SEED), tau, tauNext);
    double sum = 0;
    double squares = 0;
    for (float[] times : new float[][] {tau, tauNext}) {
      for (float time : times) {
        double logit = Math.log((1 - time) / (double) time);
        sum += logit;
        squares += logit * logit;
      }
    }
    double mean = sum / (2 * ROWS);
    assertThat(mean).as("seed %d", SEED).isCloseTo(-0.4, within(0.02));
    assertThat(squares / (2 * ROWS) - mean * mean).as("seed %d", SEED).isCloseTo(1, within(0.03));
  }

  @Test
  void draw_dyadicSteps_givesEachStepOnItsGrid() {
    DyadicSteps steps = new DyadicSteps(0.25, 3);
    steps.draw(new RandomSource(SEED), tau, tauNext);
    int[] counts = new int[4];
    for (int row = 0; row < ROWS / 4; row++) {
      float d = tauNext[row] - tau[row];
      int halvings = (int) Math.round(-Math.log(d) / Math.log(2));
      assertThat(d).isEqualTo(1f / (1 << halvings));
      assertThat(tau[row] / d).as("place, seed %d", SEED).isEqualTo(Math.round(tau[row] / d));
      assertThat(tauNext[row]).isLessThanOrEqualTo(1f);
      counts[halvings]++;
    }
    for (int count : counts) {
      assertThat(count).as("of 5000 in four, seed %d", SEED).isBetween(1_100, 1_400);
    }
    for (int row = ROWS / 4; row < ROWS; row++) {
      assertThat(tauNext[row]).isEqualTo(tau[row]);
    }
  }

  @Test
  void construct_shareOutsideItsRange_isRefused() {
    assertThatThrownBy(() -> new TimePairs(1.5, 0, 1)).hasMessageContaining("equalShare=1.5");
    assertThatThrownBy(() -> new TimePairs(0.5, 0, 0)).hasMessageContaining("std=0");
    assertThatThrownBy(() -> new DyadicSteps(-1, 7)).hasMessageContaining("stepShare=-1");
    assertThatThrownBy(() -> new DyadicSteps(0.25, 40)).hasMessageContaining("halvings=40");
  }
}
