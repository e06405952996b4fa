package io.millrace.env.fluid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Golden numbers: an independent program in float64 (NumPy, the same scheme), and the exact growth
 * and budgets of the equation.
 */
class Ks1dTest extends EnvironmentKit {

  private static final Ks1d.Options STANDARD = new Ks1d.Options(400, 100);

  @Override
  protected Environment create() {
    return TimeLimit.of(new Ks1dProvider().create(new Ks1d.Options(100, 5)));
  }

  private static Environment standard() {
    return TimeLimit.of(new Ks1dProvider().create(STANDARD));
  }

  /** cos X + 0.1 cos 2X + 0.3 sin 3X. */
  private static double[] golden() {
    double[] state = new double[67];
    for (int j = 0; j < 64; j++) {
      double x = 2 * Math.PI * j / 64;
      state[j] = Math.cos(x) + 0.1 * Math.cos(2 * x) + 0.3 * Math.sin(3 * x);
    }
    return state;
  }

  private static double[] after(double time, float... action) {
    Environment environment = standard();
    environment.setState(golden());
    StepResult out = new StepResult(8);
    for (int i = 0; i < time / 0.25; i++) {
      environment.step(action, out);
    }
    return environment.state();
  }

  private static double mean(double[] state, ToDoubleFunction<Double> of) {
    return IntStream.range(0, 64).mapToDouble(j -> of.applyAsDouble(state[j])).average().orElse(0);
  }

  private static double[] summary(double[] u) {
    return new double[] {u[0], u[16], u[32], u[48], Math.sqrt(mean(u, x -> x * x))};
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.889749, -0.557944, -1.165527, 0.209340, 0.805872",
    "5, 0.011835, 1.065112, -0.706839, 0.316788, 1.029988",
    "10, -1.176697, 1.202484, 0.455848, -0.047034, 0.980075",
  })
  void step_withoutControl_goldenField(
      double time, double u0, double u16, double u32, double u48, double rms) {
    assertThat(summary(after(time, 0, 0, 0, 0)))
        .containsExactly(new double[] {u0, u16, u32, u48, rms}, within(2e-6));
  }

  @Test
  void step_withControl_goldenField() {
    double[] state = after(5, 0.5f, -0.5f, 0.25f, 0);
    assertThat(summary(state))
        .containsExactly(
            new double[] {0.253622, 0.055085, -0.777277, 0.352406, 1.000114}, within(2e-6));
    assertThat(mean(state, u -> u)).isCloseTo(0.035935, within(1e-6));
  }

  /** Exact: mode k grows at q^2 - q^4 while it is small. */
  @ParameterizedTest
  @CsvSource({"1, 0.074913807", "2, 0.219817162", "3, 0.195195876", "4, -0.398140372"})
  void advance_smallMode_growsAtTheLinearRate(int k, double rate) {
    double[] u = new double[64];
    for (int j = 0; j < 64; j++) {
      u[j] = 1e-8 * Math.cos(2 * Math.PI * k * j / 64);
    }
    double before = Math.abs(u[0]);
    new KuramotoSivashinsky(64, 22, 0.05).advance(u, new double[64], 20);
    assertThat(Math.log(Math.abs(u[0]) / before)).isCloseTo(rate, within(1e-8));
  }

  /** dE/dt = int u_x^2 - int u_xx^2 without force, E = int u^2 / 2, derivatives by spectrum. */
  @Test
  void advance_goldenStartAtTwenty_keepsTheEnergyBudget() {
    double h = 0.001;
    double[] u = golden();
    new KuramotoSivashinsky(64, 22, 0.05).advance(u, new double[64], 400);
    KuramotoSivashinsky fine = new KuramotoSivashinsky(64, 22, h);
    double[] later = u.clone();
    fine.advance(later, new double[64], 1);
    double measured = 11 * (mean(later, x -> x * x) - mean(u, x -> x * x)) / h;
    RealFourier fourier = new RealFourier(64);
    double[] re = new double[33];
    double[] im = new double[33];
    fourier.forward(u, 0, re, im);
    double budget = 0;
    for (int k = 1; k < 32; k++) {
      double q = 2 * Math.PI * k / 22;
      budget += 2 * 22 / 4096.0 * (q * q - q * q * q * q) * (re[k] * re[k] + im[k] * im[k]);
    }
    System.out.println("measured=" + measured + " budget=" + budget);
    assertThat(budget).isCloseTo(-4.518985, within(0.01));
    assertThat(measured).isCloseTo(budget, within(0.02));
  }

  /** The sheet: chaotic mean square 1.43 +- 0.05; an episode without control returns about -550. */
  @Test
  void play_withoutControl_chaosOfTheKnownSize() {
    assertThat(episodeReturns(seen -> new float[4])).isBetween(-600.0, -520.0);
  }

  /** The sheet's proportional control: -269 and -349 in two episodes. */
  @Test
  void play_proportionalControl_halvesTheEnergy() {
    assertThat(
            episodeReturns(
                seen -> {
                  float[] action = new float[4];
                  for (int i = 0; i < 4; i++) {
                    action[i] = Math.max(-1, Math.min(1, -4 * seen[2 * i]));
                  }
                  return action;
                }))
        .isBetween(-380.0, -240.0);
  }

  private static double episodeReturns(Function<float[], float[]> policy) {
    Environment environment = standard();
    StepResult out = new StepResult(8);
    float[] seen = new float[8];
    double sum = 0;
    int episodes = 20;
    for (int seed = 0; seed < episodes; seed++) {
      environment.reset(seed, seen);
      do {
        environment.step(policy.apply(seen), out);
        System.arraycopy(out.observation(), 0, seen, 0, 8);
        sum += out.reward() / episodes;
      } while (!out.done());
    }
    System.out.println("meanReturn=" + sum);
    return sum;
  }

  @Test
  void attributes_afterTwoSteps_areMeans() {
    Environment environment = standard();
    environment.setState(golden());
    assertThat(environment.attributes()).isEmpty();
    StepResult out = new StepResult(8);
    environment.step(new float[] {1, 0, 0, 0}, out);
    double first = -out.reward() - 0.01 * 0.25;
    environment.step(new float[] {0, -3, 0, 0}, out);
    double second = -out.reward() - 0.01 * 0.25;
    assertThat(Double.parseDouble(environment.attributes().get("effort"))).isEqualTo(0.25);
    assertThat(Double.parseDouble(environment.attributes().get("energy")))
        .isCloseTo((first + second) / 2, within(1e-12));
  }
}
