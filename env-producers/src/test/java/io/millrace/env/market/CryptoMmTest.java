package io.millrace.env.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.ActionSpace;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CryptoMmTest extends EnvironmentKit {

  private static final int MID = 1;
  private static final int REALIZED = 4;
  private static final int INVENTORY = 18;

  /**
   * Under a mid that stands still the positional reward does not depend on who draws the orders, as
   * the kit expects of a state that is set; fills and inventory stay random.
   */
  @Override
  protected Environment create() {
    return TimeLimit.of(environment(MakerReward.DEFAULT, Optional.empty(), 0, 5, 60));
  }

  private static Environment environment(
      MakerReward reward, Optional<List<Double>> depths, double volatility, int repeat, int steps) {
    return new SimulatedEnvironment(
        new CryptoMm(
            new CryptoMm.Options(
                reward, depths, 140, 1.5, volatility, 0.2, 0, 0.05, repeat, steps)));
  }

  private static Optional<List<Double>> threeDepths() {
    return Optional.of(List.of(0.5, 1.0, 2.0));
  }

  private static double earnedBy(int choice, long seed) {
    Environment market = environment(MakerReward.REALIZED_PNL, threeDepths(), 0, 1, 4000);
    StepResult out = new StepResult(market.spec().observationSize());
    market.reset(seed, new float[market.spec().observationSize()]);
    do {
      market.step(new float[] {choice}, out);
    } while (!out.done());
    assertThat(market.attributes()).containsEntry("choice" + choice, "1.0");
    return Double.parseDouble(market.attributes().get("earned"));
  }

  /**
   * Golden ratios of the method's sheet: 0.8244 : 1 : 0.7358. Fills walk the inventory evenly over
   * -10 .. 10, so one side is closed for 1 of 21 of the time, whatever the depth.
   */
  @ParameterizedTest
  @CsvSource({"0, 0.8244", "1, 1", "2, 0.7358"})
  void step_fixedDepth_earnsItsShare(int choice, double share) {
    assertThat(earnedBy(choice, 5)).isCloseTo(share * 20 / 21, within(0.02));
  }

  /** The grid, row by row: choice 1 is (0, 4), 4 is (4, 0), 15 is (14, 14); a level is 0.2/k. */
  @ParameterizedTest
  @CsvSource({"1, 1, 5", "3, 1, 15", "4, 5, 1", "5, 5, 5", "12, 15, 1", "15, 15, 15"})
  void step_gridChoice_quotesItsLevels(int choice, int bidTicks, int askTicks) {
    Environment market = environment(MakerReward.DEFAULT, Optional.empty(), 0, 1, 10);
    StepResult out = new StepResult(market.spec().observationSize());
    assertThat(market.spec().actionSpace()).isEqualTo(new ActionSpace.Discrete(17));
    market.reset(1, new float[market.spec().observationSize()]);
    market.step(new float[] {choice}, out);
    double mid = market.state()[MID];
    assertThat(market.state()[2]).isCloseTo(mid - bidTicks * 0.2 / 1.5, within(1e-9));
    assertThat(market.state()[3]).isCloseTo(mid + askTicks * 0.2 / 1.5, within(1e-9));
    double[] quoted = market.state();
    market.step(new float[] {0}, out);
    assertThat(market.state()[2]).isEqualTo(quoted[2]);
    assertThat(market.state()[3]).isEqualTo(quoted[3]);
  }

  /** Two lots at 99 sold at a mid of 100: 2 earned, 0.25 % of 200 paid. */
  @Test
  void step_flatten_paysFeeAndSlippage() {
    Environment market = environment(MakerReward.REALIZED_PNL, Optional.empty(), 0, 1, 10);
    StepResult out = new StepResult(market.spec().observationSize());
    double[] state = market.state();
    state[MID] = 100;
    state[INVENTORY] = 2;
    state[INVENTORY + 1] = 99;
    state[INVENTORY + 2] = 99;
    market.setState(state);
    market.step(new float[] {16}, out);
    assertThat(market.state()[INVENTORY]).isZero();
    assertThat(market.state()[REALIZED]).isCloseTo(1.5, within(1e-9));
    assertThat(out.reward()).isCloseTo(1.5, within(1e-9));
    assertThat(out.observation()[3]).isZero();
    assertThat(out.terminated()).isFalse();
  }

  @Test
  void step_lastOne_flattensPaysAndTerminates() {
    Environment market = environment(MakerReward.REALIZED_PNL, Optional.empty(), 0, 1, 1);
    StepResult out = new StepResult(market.spec().observationSize());
    double[] state = market.state();
    state[MID] = 100;
    state[INVENTORY] = -1;
    state[INVENTORY + 1] = 101;
    market.setState(state);
    market.step(new float[] {0}, out);
    assertThat(out.terminated()).isTrue();
    assertThat(out.reward()).isCloseTo(0.75, within(1e-9));
    assertThat(market.state()[INVENTORY]).isZero();
  }

  /** With volatility the mid moves after the fills: the reward is of what is held then. */
  @Test
  void step_positionalReward_isOfTheInventoryAfterTheFills() {
    Environment market = environment(MakerReward.DEFAULT, threeDepths(), 2, 3, 50);
    StepResult out = new StepResult(market.spec().observationSize());
    market.reset(8, new float[market.spec().observationSize()]);
    for (int i = 0; i < 40; i++) {
      double before = market.state()[MID];
      market.step(new float[] {i % 3}, out);
      double[] state = market.state();
      double expected = 100 * state[INVENTORY] * (state[MID] / before - 1);
      assertThat(out.reward()).isCloseTo(expected, within(1e-9));
      assertThat(Math.abs(state[INVENTORY])).isLessThanOrEqualTo(10);
    }
  }

  /** Quotes of an averse dealer who is short are higher than those around the mid. */
  @Test
  void step_aversion_centersOnTheReservationPrice() {
    CryptoMm.Options averse =
        new CryptoMm.Options(
            MakerReward.DEFAULT, threeDepths(), 140, 1.5, 2, 0.2, 0.1, 0.05, 1, 20);
    Environment market = new SimulatedEnvironment(new CryptoMm(averse));
    double[] state = market.state();
    state[MID] = 100;
    state[INVENTORY] = -2;
    market.setState(state);
    market.step(new float[] {1}, new StepResult(market.spec().observationSize()));
    assertThat(market.state()[2]).isCloseTo(100.8 - 1 / 1.5, within(1e-9));
    assertThat(market.state()[3]).isCloseTo(100.8 + 1 / 1.5, within(1e-9));
  }

  @Test
  void loadState_ofAWalkingMid_continuesBitIdentically() {
    Environment market = environment(MakerReward.DIFFERENTIAL_SHARPE, Optional.empty(), 2, 5, 60);
    StepResult out = new StepResult(market.spec().observationSize());
    market.reset(9, new float[market.spec().observationSize()]);
    market.step(new float[] {5}, out);
    byte[] saved = market.saveState();
    double[] once = rewards(market, out);
    market.loadState(saved);
    assertThat(rewards(market, out)).isEqualTo(once);
  }

  private static double[] rewards(Environment market, StepResult out) {
    double[] rewards = new double[40];
    for (int i = 0; i < rewards.length; i++) {
      market.step(new float[] {(7 * i) % 17}, out);
      rewards[i] = out.reward();
    }
    assertThat(rewards).doesNotContain(0);
    return rewards;
  }

  @Test
  void summarize_episodes_areMeans() {
    List<EpisodeOutcome> episodes =
        List.of(
            new EpisodeOutcome(1, 2, null, Map.of("earned", "1.0", "choice0", "0.5")),
            new EpisodeOutcome(1, 2, null, Map.of("earned", "0.5", "choice0", "0.0")));
    assertThat(new CryptoMmProvider().summarize(episodes))
        .containsExactlyInAnyOrderEntriesOf(Map.of("earned", 0.75, "choice0", 0.25));
  }

  /** Prices of the picture: 144 units over 4.8, the mid in their middle at 84. */
  @Test
  void scene_oneQuote_standsAtItsDistanceFromTheMid() {
    MarketPicture picture = new MarketPicture(new SyntheticBook(140, 1.5, 2), 2, 10);
    Scene scene = picture.of(new MarketPicture.Moment(100, 99, Double.NaN, -4, 1));
    List<Mark> quotes = scene.marks().stream().filter(Mark.Line.class::isInstance).toList();
    assertThat(quotes).hasSize(1);
    assertThat(((Mark.Line) quotes.get(0)).x()[0]).isCloseTo(84 - 144 / 4.8, within(1e-9));
    Mark.Rectangle held = (Mark.Rectangle) scene.marks().get(3);
    assertThat(held.x()).isCloseTo(84 - 144 * 4 / 20.0, within(1e-9));
    assertThat(held.x() + held.width()).isCloseTo(84, within(1e-9));
    assertThat(scene.gauges().get(2).value()).isNaN();
  }
}
