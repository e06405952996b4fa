package io.millrace.flow.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;

/** What every comparison within a group promises. Extend it for a new one. */
abstract class GroupBaselineKit {
  private static final long SEED = 20_261;

  /** A rule with typical options. */
  abstract GroupBaseline baseline();

  @Test
  void compare_anyGroup_sumsToZero() {
    double sum = 0;
    for (double advantage : baseline().compare(numbers(7))) {
      sum += advantage;
    }
    assertThat(sum).as("seed %d", SEED).isCloseTo(0, within(1e-12));
  }

  @Test
  void compare_shiftedRewards_isTheSame() {
    double[] values = numbers(5);
    double[] shifted = values.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += 10_000;
    }
    double[] expected = baseline().compare(values);
    assertThat(baseline().compare(shifted))
        .as("seed %d", SEED)
        .containsExactly(expected, within(1e-9));
  }

  @Test
  void compare_permutedMembers_isPermuted() {
    double[] values = numbers(4);
    double[] compared = baseline().compare(values);
    double[] reversed =
        baseline().compare(new double[] {values[3], values[2], values[1], values[0]});
    assertThat(reversed)
        .as("seed %d", SEED)
        .containsExactly(
            new double[] {compared[3], compared[2], compared[1], compared[0]}, within(1e-12));
  }

  @Test
  void compare_groupOfOne_hasNoAdvantage() {
    assertThat(baseline().compare(new double[] {3})).containsExactly(0);
  }

  @Test
  void compare_equalRewards_haveNoAdvantage() {
    assertThat(baseline().compare(new double[] {3.5, 3.5, 3.5})).containsOnly(0);
  }

  private static double[] numbers(int count) {
    RandomSource random = new RandomSource(SEED);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextGaussian();
    }
    return numbers;
  }
}
