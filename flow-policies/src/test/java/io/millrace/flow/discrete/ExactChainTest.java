package io.millrace.flow.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Golden numbers: the flow-grpo sheet, section fudoki (c), computed with an independent program.
 */
final class ExactChainTest {
  private static final long SEED = 5;

  @ParameterizedTest
  @CsvSource({"16, .090755", "32, .053206", "128, .013796", "512, .003556"})
  void law_exactPosterior_comesAsCloseToTheDataAsTheSheetSays(int steps, double distance) {
    double[] law = new ExactChain(Ring.path(), 1, steps).law(Ring.posterior());
    assertThat(Ring.totalVariation(law, Ring.DATA)).isCloseTo(distance, within(5e-7));
  }

  /** Ten times the distance of the honest chain, and it stays there: .0408. */
  @Test
  void law_targetsByArgmax_missesTheDataHoweverFineTheGrid() {
    double[] law = new ExactChain(Ring.path(), 1, 512).law(argmax(Ring.posterior(), 4));
    assertThat(Ring.totalVariation(law, Ring.DATA)).isGreaterThan(0.035);
  }

  @Test
  void law_twoPositionsWithTheirOwnPosterior_isTheProduct() {
    double[] one = new ExactChain(Ring.path(), 1, 16).law(Ring.posterior());
    double[] two = new ExactChain(Ring.path(), 2, 16).law(Ring.posterior());
    for (int state = 0; state < 16; state++) {
      assertThat(two[state]).isCloseTo(one[state / 4] * one[state % 4], within(1e-12));
    }
  }

  /** Both positions' targets depend on the first token, so they come out dependent. */
  @Test
  void law_positionsThatReadEachOther_isWhatWalksEndWith() {
    TokenLogits coupled =
        (step, tau, tokens) -> {
          float[] logits = new float[tokens.length * 4];
          for (int i = 0; i < tokens.length; i++) {
            logits[i * 4 + tokens[i / 2 * 2]] = 2f;
          }
          return logits;
        };
    double[] law = new ExactChain(Ring.path(), 2, 4).law(coupled);
    int rows = 50_000;
    DiscreteSampler sampler = new DiscreteSampler(Ring.path(), 4, rows, 2);
    DiscreteSample sample = sampler.allocate();
    sampler.sample(coupled, new RandomSource(SEED), sample);
    double[] counted = new double[16];
    for (int row = 0; row < rows; row++) {
      counted[sample.outcome(row, 0) * 4 + sample.outcome(row, 1)] += 1.0 / rows;
    }
    assertThat(Ring.totalVariation(counted, law)).as("seed %d", SEED).isLessThan(0.012);
    assertThat(law[0] - (law[0] + law[1] + law[2] + law[3]) * (law[0] + law[4] + law[8] + law[12]))
        .as("dependence of the positions")
        .isGreaterThan(0.05);
  }

  @Test
  void construct_moreStatesThanItCanHold_saysSo() {
    assertThatThrownBy(() -> new ExactChain(Ring.path(), 7, 2)).hasMessageContaining("positions=7");
  }

  private static TokenLogits argmax(TokenLogits policy, int size) {
    return (step, tau, tokens) -> {
      float[] logits = policy.logits(step, tau, tokens).clone();
      for (int i = 0; i < tokens.length; i++) {
        int best = 0;
        for (int x = 1; x < size; x++) {
          best = logits[i * size + x] > logits[i * size + best] ? x : best;
        }
        for (int x = 0; x < size; x++) {
          logits[i * size + x] = x == best ? 0f : Float.NEGATIVE_INFINITY;
        }
      }
      return logits;
    };
  }
}
