package io.millrace.flow.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RandomSourceTest {
  @Test
  void restore_midStream_continuesTheStream() {
    RandomSource random = new RandomSource(5);
    random.nextGaussian();
    RandomSource restored = RandomSource.restore(random.seed(), random.state());
    assertThat(restored.nextLong()).isEqualTo(random.nextLong());
    assertThat(restored.split(3).nextLong()).isEqualTo(random.split(3).nextLong());
  }

  @Test
  void split_whateverWasDrawn_givesTheSameStream() {
    RandomSource fresh = new RandomSource(5);
    RandomSource used = new RandomSource(5);
    used.nextLong();
    assertThat(used.split("noise").nextLong()).isEqualTo(fresh.split("noise").nextLong());
    assertThat(fresh.split("noise").nextLong()).isNotEqualTo(fresh.split("start").nextLong());
  }

  @Test
  void nextGaussian_manyDraws_hasMeanZeroAndVarianceOne() {
    RandomSource random = new RandomSource(17);
    int n = 200_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double x = random.nextGaussian();
      sum += x;
      squares += x * x;
    }
    // Five standard errors, seed 17.
    assertThat(sum / n).isCloseTo(0, within(5 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
  }

  @Test
  void nextInt_anyBound_coversItEvenly() {
    RandomSource random = new RandomSource(3);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
    }
    for (int count : counts) {
      assertThat(count).as("seed 3").isBetween(9_500, 10_500);
    }
  }
}
