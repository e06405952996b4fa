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

  /** Below the critical Rayleigh number nothing moves in the end: Nu = 1 to 1e-6. */
  @Test
  void advance_belowCritical_conducts() {
    ThermalLattice fluid = new ThermalLattice(32, 16, 800, 0.71);
    double[] temperature = new double[32 * 16];
    for (int i = 0; i < temperature.length; i++) {
      temperature[i] = fluid.conduction(i / 32) + 0.1 * Math.cos(2 * Math.PI * (i % 32) / 32);
    }
    double[] state = new double[fluid.size()];
    fluid.rest(state, temperature);
    double[] bottom = new double[32];
    Arrays.fill(bottom, 1);
    fluid.advance(state, bottom, 60 * fluid.freeFall());
    assertThat(fluid.nusselt(state)).isCloseTo(1, within(1e-6));
    assertThat(fluid.temperature(state, 5 * 32)).isCloseTo(fluid.conduction(5), within(1e-3));
  }

  /** Clever and Busse 1974, Pr 0.71, wavelength 2.016: Nu 2.116 at Ra 5e3, 2.661 at Ra 1e4. */
  @Test
  void developed_steadyRolls_knownNusseltNumbers() {
    assertThat(uncontrolled(5000)).isCloseTo(2.116, within(0.03));
    assertThat(uncontrolled(10000)).isCloseTo(2.661, within(0.05));
  }

  private static double uncontrolled(double rayleigh) {
    RayleighBenard.Options options = new RayleighBenard.Options(24, rayleigh, 0.71, 5, 60);
    double[] state = RayleighBenard.developed(options);
    double nusselt = state[state.length - 3];
    System.out.println("rayleigh=" + rayleigh + " nusselt=" + nusselt);
    return nusselt;
  }

  /** Only differences between heaters act, so all of them together do nothing. */
  @Test
  void step_allHeatersAlike_isNoAction() {
    StepResult out = new StepResult(144);
    Environment one = create();
    one.reset(4, new float[144]);
    one.step(new float[6], out);
    Environment other = create();
    other.reset(4, new float[144]);
    other.step(new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f}, out);
    assertThat(other.state()).containsExactly(one.state(), within(1e-13));
  }

  @Test
  void temperature_heatersAgainstEachOther_warmTheBottomWhereTheyStand() {
    RayleighBenard fluid = new RayleighBenard(SMALL);
    double[] state = RayleighBenard.developed(SMALL);
    Environment environment = create();
    environment.setState(state);
    StepResult out = new StepResult(144);
    double[] before = new double[16 * 8];
    fluid.temperature(state, before);
    environment.step(new float[] {1, 0, 0, -1, 0, 0}, out);
    double[] after = new double[16 * 8];
    fluid.temperature(environment.state(), after);
    assertThat(after[1] - before[1]).isGreaterThan(0.1);
    assertThat(after[9] - before[9]).isLessThan(-0.1);
  }
}
