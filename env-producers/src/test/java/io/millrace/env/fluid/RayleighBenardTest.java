package io.millrace.env.fluid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Golden numbers: an independent program in float64, and linear stability theory. */
class RayleighBenardTest extends EnvironmentKit {

  private static final RayleighBenard.Options SMALL =
      new RayleighBenard.Options(8, 3000, 0.7, 5, 40);

  @Override
  protected Environment create() {
    return TimeLimit.of(new RayleighBenardProvider().create(SMALL));
  }

  /** Growth rate, per free-fall time, of one pair of rolls of size 1e-4 on 64 x 32 cells. */
  private static double growth(double rayleigh) {
    ThermalLattice fluid = new ThermalLattice(64, 32, rayleigh, 0.71);
    double[] state = perturbed(fluid);
    double[] bottom = new double[64];
    Arrays.fill(bottom, 1);
    fluid.advance(state, bottom, 8 * 400);
    double before = rolls(fluid, state);
    fluid.advance(state, bottom, 4 * 400);
    return Math.log(rolls(fluid, state) / before) / 4;
  }

  private static double[] perturbed(ThermalLattice fluid) {
    double[] temperature = new double[64 * 32];
    for (int i = 0; i < temperature.length; i++) {
      int y = i / 64;
      temperature[i] =
          fluid.conduction(y)
              + 1e-4 * Math.cos(2 * Math.PI * (i % 64) / 64) * Math.sin(Math.PI * (y + 0.5) / 32);
    }
    double[] state = new double[fluid.size()];
    fluid.rest(state, temperature);
    return state;
  }

  private static double rolls(ThermalLattice fluid, double[] state) {
    double sum = 0;
    for (int i = 0; i < 64 * 32; i++) {
      sum += Math.pow(fluid.velocityY(state, i), 2);
    }
    return Math.sqrt(sum);
  }

  /** Theory: the rolls neither grow nor fade at Ra = 1707.76. */
  @Test
  void advance_smallRolls_growAboveTheCriticalRayleighNumber() {
    double below = growth(1600);
    double above = growth(1800);
    System.out.println("below=" + below + " above=" + above);
    assertThat(below).isCloseTo(-0.023402, within(0.001));
    assertThat(above).isCloseTo(0.015543, within(0.001));
    double critical = 1600 + 200 * -below / (above - below);
    assertThat(critical).isCloseTo(1707.76, within(0.015 * 1707.76));
  }
}
