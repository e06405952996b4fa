package io.millrace.env.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MakerRewardTest {

  private static MakerStep step(int inventory, double move, double realized, int fills) {
    MakerStep step = new MakerStep();
    step.inventory = inventory;
    step.relativeMove = move;
    step.realized = realized;
    step.fills = fills;
    step.halfSpread = 0.001;
    step.encouragement = 1e-12;
    step.sharpeChange = 0.25;
    return step;
  }

  /** Golden numbers of the method's sheet; the last two lie on a bound, which belongs inside. */
  @ParameterizedTest
  @CsvSource({
    "0.005, 1",
    "0.003, 0.003",
    "-0.001, -0.001",
    "-0.0025, -1",
    "0.004, 0.004",
    "-0.002, -0.002"
  })
  void tradeCompletion_goldenPnl_matches(double realized, double reward) {
    assertThat(MakerReward.TRADE_COMPLETION.of(step(1, 0.1, realized, 1))).isEqualTo(reward);
  }

  /** By hand. */
  @ParameterizedTest
  @CsvSource({
    "DEFAULT, 3, 0.001, 0.002, 1, 0.3",
    "DEFAULT, -2, 0.001, 0.002, 1, -0.2",
    "DEFAULT_WITH_FILLS, 3, 0.001, 0.002, 1, 0.5",
    "REALIZED_PNL, 3, 0.001, 0.002, 1, 0.2",
    "ASYMMETRICAL, 3, 0.001, 0.002, 2, 0.4",
    "ASYMMETRICAL, 3, -0.001, 0.002, 2, 0.22",
    "ASYMMETRICAL, 3, -0.001, -0.05, 0, -0.18",
    "DIFFERENTIAL_SHARPE, 3, -0.001, -0.05, 0, 0.25",
  })
  void of_step_matches(
      MakerReward kind, int inventory, double move, double realized, int fills, double reward) {
    assertThat(kind.of(step(inventory, move, realized, fills))).isCloseTo(reward, within(1e-9));
  }

  @Test
  void of_stillStep_encouragesQuotingALittle() {
    assertThat(MakerReward.DEFAULT.of(step(0, 0, 0, 0))).isEqualTo(1e-12);
    assertThat(MakerReward.DEFAULT_WITH_FILLS.of(step(0, 0, 0, 0))).isEqualTo(1e-12);
    assertThat(MakerReward.REALIZED_PNL.of(step(0, 0, 0, 0))).isZero();
  }

  /** Golden numbers of the method's sheet. */
  @Test
  void differentialSharpe_goldenReturn_matches() {
    double[] state = {9, 0.001, 0.0005};
    DifferentialSharpe sharpe = new DifferentialSharpe(1);
    assertThat(sharpe.update(state, 0.02)).isCloseTo(0.00856747, within(1e-8));
    assertThat(state).containsExactly(new double[] {9, 0.00119, 0.000499}, within(1e-12));
  }

  @Test
  void differentialSharpe_noVarianceOrNoReturn_isZero() {
    assertThat(new DifferentialSharpe(0).update(new double[2], 0.5)).isZero();
    assertThat(new DifferentialSharpe(0).update(new double[] {0.1, 0.01}, 0.5)).isZero();
    assertThat(new DifferentialSharpe(0).update(new double[] {0.001, 0.0005}, 0)).isZero();
  }
}
