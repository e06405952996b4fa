package io.millrace.env.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.ThreeTargetsProvider;
import io.millrace.env.TimeLimit;
import io.millrace.flow.random.RandomSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvironmentCheckTest {
  private static EnvironmentCheck check(Supplier<Environment> environments) {
    return EnvironmentCheck.of(environments, 1, 10);
  }

  private static List<String> rules(EnvironmentCheck check, Finding.Verdict verdict) {
    return check.findings().stream()
        .filter(f -> f.verdict() == verdict)
        .map(Finding::rule)
        .toList();
  }

  @Test
  void of_goodEnvironment_keepsEveryRuleAndTellsItsSpeed() {
    EnvironmentCheck check = check(ThreeTargetsProvider.three()::create);
    assertThat(rules(check, Finding.Verdict.NOT_OK)).isEmpty();
    assertThat(check.passed()).isTrue();
    assertThat(check.steps()).isBetween(10L, 30L);
    assertThat(check.stepsPerSecond()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(FaultyEnvironment.Fault.class)
  void of_environmentWithAFault_namesTheRule(FaultyEnvironment.Fault fault) {
    FaultyEnvironment.OPEN.set(0);
    AtomicInteger made = new AtomicInteger();
    AtomicInteger resets = new AtomicInteger();
    EnvironmentCheck check =
        check(() -> new FaultyEnvironment(fault, made.getAndIncrement(), resets));
    assertThat(check.passed()).isFalse();
    assertThat(rules(check, Finding.Verdict.NOT_OK)).contains(fault.rule);
    assertThat(check.findings()).allSatisfy(f -> assertThat(f.detail()).isNotBlank());
    assertThat(made.get()).isGreaterThan(10);
    assertThat(FaultyEnvironment.OPEN).as("instances left open").hasValue(0);
  }

  @Test
  void of_simulatorThatThrows_saysWhatAndWhereInOneLine() {
    EnvironmentCheck check =
        check(() -> new FaultyEnvironment(FaultyEnvironment.Fault.THROWS, 0, new AtomicInteger()));
    Finding plays =
        check.findings().stream().filter(f -> f.rule().equals("plays")).findFirst().orElseThrow();
    assertThat(plays.detail())
        .contains("step 2: threw java.lang.IllegalStateException: the gearbox broke at")
        .contains("FaultyEnvironment.step")
        .doesNotContain("\n");
  }

  @Test
  void of_simulatorThatCannotBeMade_failsEveryRuleAndThrowsNothing() {
    EnvironmentCheck check =
        check(
            () -> {
              throw new IllegalStateException("not installed");
            });
    assertThat(check.passed()).isFalse();
    assertThat(check.findings()).allSatisfy(f -> assertThat(f.detail()).contains("not installed"));
    assertThat(check.steps()).isZero();
  }

  @Test
  void of_noEpisodes_isRefused() {
    assertThatThrownBy(() -> EnvironmentCheck.of(ThreeTargetsProvider.three()::create, 1, 0))
        .hasMessageContaining("episodes=0");
  }

  /** One agent; a space, the reward of a step, and what is seen. */
  private record World(EnvironmentSpec spec, double paid, float[] shown) implements Dynamics {
    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public void reset(RandomSource random, double[] state) {
      state[0] = random.nextDouble();
    }

    @Override
    public void step(double[] state, float[] action, RandomSource random, StepResult out) {
      out.set(paid, false, false);
    }

    @Override
    public void observe(double[] state, float[] observation) {
      System.arraycopy(shown, 0, observation, 0, shown.length);
      if (shown.length == 2) {
        observation[0] = (float) (1000 * state[0]);
      }
    }
  }

  @Test
  void of_hardScales_warnsAndPasses() {
    ActionSpace.Box seen = ActionSpace.Box.unbounded(2);
    EnvironmentSpec spec =
        new EnvironmentSpec("hard", seen, ActionSpace.Box.of(1, 0, 500), 5, false);
    EnvironmentCheck check =
        check(() -> TimeLimit.of(new SimulatedEnvironment(new World(spec, 1, new float[] {0, 7}))));
    assertThat(check.passed()).isTrue();
    assertThat(check.findings().stream().filter(f -> f.verdict() == Finding.Verdict.WARNING))
        .extracting(Finding::detail)
        .anyMatch(d -> d.startsWith("observation[0] is "))
        .anyMatch(d -> d.equals("observation[1] is always 7.0"))
        .anyMatch(d -> d.startsWith("every reward was 1.0"))
        .anyMatch(d -> d.equals("action[0] is 0.0 to 500.0, far from [-1, 1]"));
  }

  @Test
  void of_maskThatForbidsAll_namesIt() {
    EnvironmentSpec spec =
        new EnvironmentSpec(
            "masked", ActionSpace.Box.of(3, 0, 1), ActionSpace.MultiDiscrete.masked(3), 2, false);
    EnvironmentCheck check =
        check(() -> TimeLimit.of(new SimulatedEnvironment(new World(spec, 1, new float[3]))));
    assertThat(rules(check, Finding.Verdict.NOT_OK)).contains("mask");
  }
}
