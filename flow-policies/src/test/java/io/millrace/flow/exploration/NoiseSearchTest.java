package io.millrace.flow.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Golden numbers: the flow-grpo sheet, section smart-grpo, computed with an independent program.
 */
final class NoiseSearchTest {
  private static final NoiseSearch SEARCH = new NoiseSearch(8, 64, 8, 0.7, 0.1);
  private static final float[][] NOISES = {{1, 0}, {-1, 2}, {0.5f, -0.5f}, {2, 1}};

  @Test
  void update_fourNoises_takesMeanAndStdOfTheBestTwo() {
    NoiseProposal updated =
        new NoiseSearch(1, 4, 2, 1, 0.1)
            .update(NoiseProposal.standard(2), NOISES, new double[] {.1, .9, .4, .7});
    assertThat(updated.mean()).containsExactly(new double[] {0.5, 1.5}, within(1e-12));
    assertThat(updated.std()).containsExactly(new double[] {1.5, 0.5}, within(1e-12));
  }

  @Test
  void update_withMixingAndFloor_blendsAndStopsAtTheFloor() {
    NoiseProposal updated =
        new NoiseSearch(1, 4, 1, 0.7, 0.4)
            .update(NoiseProposal.standard(2), NOISES, new double[] {.1, .9, .4, .7});
    assertThat(updated.mean()).containsExactly(new double[] {-0.7, 1.4}, within(1e-12));
    assertThat(updated.std()).as("0.3 is below the floor").containsExactly(0.4, 0.4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void search_quadraticReward_findsItsTopWithinEightRounds(long seed) {
    NoiseProposal found =
        SEARCH.search(
            NoiseProposal.standard(2), NoiseSearchTest::quadratic, new RandomSource(seed));
    assertThat(found.mean()).as("seed %d", seed).containsExactly(new double[] {1, -1}, within(0.1));
    NoiseProposal settled =
        SEARCH.search(found, NoiseSearchTest::quadratic, new RandomSource(seed).split(1));
    assertThat(settled.std()).as("seed %d", seed).containsExactly(0.1, 0.1);
  }

  @Test
  void search_constantReward_changesNothing() {
    NoiseProposal start = NoiseProposal.standard(3);
    NoiseProposal found =
        SEARCH.search(start, noises -> new double[noises.length], new RandomSource(1));
    assertThat(found.mean()).containsExactly(0, 0, 0);
    assertThat(found.std()).containsExactly(1, 1, 1);
  }

  /** E under the proposal of weight z equals E under N(0, I) of z, that is 0; weights average 1. */
  @Test
  void logImportance_manyDraws_restoresTheFlowsOwnNoise() {
    long seed = 6;
    NoiseProposal proposal = new NoiseProposal(new double[] {0.4}, new double[] {1.2});
    RandomSource random = new RandomSource(seed);
    float[] noise = new float[1];
    double weights = 0;
    double weighted = 0;
    int draws = 100_000;
    for (int i = 0; i < draws; i++) {
      proposal.sample(random, noise, 0);
      double weight = Math.exp(proposal.logImportance(noise));
      weights += weight / draws;
      weighted += weight * noise[0] / draws;
    }
    assertThat(weights).as("seed %d", seed).isCloseTo(1, within(0.01));
    assertThat(weighted).as("seed %d", seed).isCloseTo(0, within(0.015));
  }

  @Test
  void update_scoreThatIsNoNumber_namesIt() {
    double[] scores = {0, 1, Double.NaN, 2};
    assertThatThrownBy(
            () ->
                new NoiseSearch(1, 4, 2, 1, 0.1).update(NoiseProposal.standard(2), NOISES, scores))
        .hasMessageContaining("scores[2]=NaN");
  }

  private static double[] quadratic(float[][] noises) {
    double[] scores = new double[noises.length];
    for (int i = 0; i < scores.length; i++) {
      double x = noises[i][0] - 1;
      double y = noises[i][1] + 1;
      scores[i] = -(x * x + y * y);
    }
    return scores;
  }
}
