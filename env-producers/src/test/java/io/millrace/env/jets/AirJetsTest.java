package io.millrace.env.jets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class AirJetsTest {

  private static double[] wind(AirJets jets, double[] valves, double x, double y) {
    double[] wind = new double[2];
    jets.wind(valves, x, y, wind);
    return wind;
  }

  private static double[] one(int nozzle) {
    double[] valves = new double[AirJets.NOZZLES];
    valves[nozzle - 1] = 1;
    return valves;
  }

  /** The sheet: nine open valves leave 1 / (1 + 1.35) of the pressure. */
  @Test
  void pressure_nineOpenValves_golden() {
    double[] open = new double[AirJets.NOZZLES];
    Arrays.fill(open, 1);
    assertThat(new AirJets(0.15).pressure(open)).isCloseTo(0.425532, within(1e-6));
    double[] alone = wind(new AirJets(0.15), one(5), 0.3, 0);
    double[] together = wind(new AirJets(0.15), open, 0.3, 0);
    assertThat(together[1]).isLessThan(alone[1]);
  }

  /** On the axis the air is straight, at U0 d0 / (y + d0). */
  @Test
  void wind_onTheAxis_isStraight() {
    double[] wind = wind(new AirJets(0), one(3), AirJets.place(3), 0.25);
    assertThat(wind[0]).isZero();
    assertThat(wind[1]).isCloseTo(20 * 0.1 / 0.35, within(1e-12));
  }

  /** A jet loses air to both sides: the same to the left as to the right, outward. */
  @Test
  void wind_besideAJet_blowsAway() {
    double[] right = wind(new AirJets(0), one(5), 0.33, 0.1);
    double[] left = wind(new AirJets(0), one(5), 0.27, 0.1);
    assertThat(right[0]).isPositive().isCloseTo(-left[0], within(1e-9));
    assertThat(right[1]).isCloseTo(left[1], within(1e-9));
    // Far away sqrt(pi)/2 U0 d0 (0.02 - 0.1 d0) / (y + d0)^2, by hand.
    double far = Math.sqrt(Math.PI) / 2 * 20 * 0.1 * 0.01 / 0.04;
    assertThat(wind(new AirJets(0), one(1), 0.55, 0.1)[0]).isCloseTo(far, within(1e-6));
  }

  /** Continuity, which u_x was derived from, by differences. */
  @Test
  void wind_anyPlaceAndValves_hasNoDivergence() {
    long seed = ThreadLocalRandom.current().nextLong(1L << 40);
    System.out.println("seed=" + seed);
    RandomSource random = new RandomSource(seed);
    AirJets jets = new AirJets(0.15);
    double h = 1e-4;
    double largest = 0;
    for (int trial = 0; trial < 1000; trial++) {
      double[] valves = new double[AirJets.NOZZLES];
      for (int j = 0; j < valves.length; j++) {
        valves[j] = random.nextDouble();
      }
      double x = 0.6 * random.nextDouble();
      double y = 0.02 + 0.5 * random.nextDouble();
      double byX = (wind(jets, valves, x + h, y)[0] - wind(jets, valves, x - h, y)[0]) / (2 * h);
      double byY = (wind(jets, valves, x, y + h)[1] - wind(jets, valves, x, y - h)[1]) / (2 * h);
      largest = Math.max(largest, Math.abs(byX));
      assertThat(byX + byY).as("x=%s y=%s", x, y).isCloseTo(0, within(0.05));
    }
    assertThat(largest).isGreaterThan(20); // 1/s: what cancels is not small
  }
}
