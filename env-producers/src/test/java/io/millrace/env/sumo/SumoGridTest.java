package io.millrace.env.sumo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.StepResult;
import io.millrace.env.external.SimulatorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SumoGridTest extends EnvironmentKit {

  static void assumeInstalled() {
    assumeTrue(SumoProcess.unavailable().isEmpty(), () -> SumoProcess.unavailable().orElseThrow());
  }

  static SumoGrid.Options grid(int size, int horizon, SumoGrid.Control control) {
    return new SumoGrid.Options(size, size, 200, 5, 3, horizon, 30, 600, 300, 0.2, control, 30);
  }

  @Override
  protected Environment create() {
    assumeInstalled();
    return EnvironmentFactory.of(new SumoGridProvider(), grid(1, 12, SumoGrid.Control.POLICY))
        .create();
  }

  /** Choices that change often and differ between signals. */
  private static float[] choices(int agents, int decision) {
    float[] choices = new float[agents];
    for (int agent = 0; agent < agents; agent++) {
      choices[agent] = (decision + agent) / 3 % 2;
    }
    return choices;
  }

  private static List<Double> rewards(SumoGrid grid, int decisions) {
    StepResult out = StepResult.of(grid.spec());
    List<Double> rewards = new ArrayList<>();
    for (int decision = 0; decision < decisions; decision++) {
      grid.step(choices(grid.spec().agents(), decision), out);
      for (int agent = 0; agent < grid.spec().agents(); agent++) {
        rewards.add(out.reward(agent));
      }
    }
    return rewards;
  }

  @Test
  void step_sameSeedAndChoicesTwice_sameHaltingInAFreshProcessAndInAUsedOne() {
    assumeInstalled();
    try (SumoGrid used = new SumoGrid(grid(2, 24, SumoGrid.Control.POLICY));
        SumoGrid fresh = new SumoGrid(grid(2, 24, SumoGrid.Control.POLICY))) {
      float[] observation = new float[used.spec().jointObservationSize()];
      used.reset(11, observation);
      List<Double> once = rewards(used, 24);
      used.reset(12, observation);
      assertThat(rewards(used, 24)).isNotEqualTo(once);
      used.reset(11, observation);
      assertThat(rewards(used, 24)).isEqualTo(once);
      fresh.reset(11, observation);
      assertThat(rewards(fresh, 24)).isEqualTo(once);
      assertThat(once).anyMatch(reward -> reward < 0);
    }
  }

  /** SUMO's own count of vehicles, domain 0xa4, variable 0x01. */
  @Test
  void step_anyTime_insertedAreRunningAndArrived() {
    assumeInstalled();
    try (SumoGrid grid = new SumoGrid(grid(2, 40, SumoGrid.Control.POLICY))) {
      grid.reset(3, new float[grid.spec().jointObservationSize()]);
      for (int i = 0; i < 4; i++) {
        rewards(grid, 10);
        SumoSimulation simulation = grid.simulation();
        long present = simulation.ask(sumo -> (long) sumo.get(0xa4, "", 0x01));
        assertThat(simulation.departed()).isEqualTo(present + simulation.arrived());
        assertThat(simulation.arrived()).isPositive();
      }
    }
  }

  @Test
  void step_keptGreen_letsItsRoadsGoAndHoldsTheOthers() {
    assumeInstalled();
    try (SumoGrid grid = new SumoGrid(grid(1, 60, SumoGrid.Control.POLICY))) {
      float[] observation = new float[18];
      grid.reset(5, observation);
      StepResult out = StepResult.of(grid.spec());
      for (int i = 0; i < 40; i++) {
        grid.step(new float[] {1}, out);
      }
      float[] seen = out.observation();
      assertThat(seen[16]).isZero();
      assertThat(seen[17]).isEqualTo(1);
      // Lanes of north (0, 1) and south (4, 5) stand; those of east (2, 3) and west (6, 7) go.
      assertThat(seen[1] + seen[3] + seen[9] + seen[11]).isGreaterThan(4 / 20f);
      assertThat(seen[5] + seen[7] + seen[13] + seen[15])
          .isLessThan((seen[1] + seen[3] + seen[9] + seen[11]) / 2);
    }
  }

  @Test
  void baselines_sameSeeds_maxPressureWaitsLessThanFixedTime() {
    assumeInstalled();
    assertThat(waiting(SumoGrid.Control.MAX_PRESSURE))
        .isLessThan(waiting(SumoGrid.Control.FIXED_TIME));
  }

  private static double waiting(SumoGrid.Control control) {
    double waited = 0;
    try (SumoGrid grid = new SumoGrid(grid(2, 60, control))) {
      for (int seed = 0; seed < 3; seed++) {
        grid.reset(seed, new float[grid.spec().jointObservationSize()]);
        rewards(grid, 60);
        Map<String, String> facts = grid.attributes();
        waited +=
            Double.parseDouble(facts.get(SumoGrid.WAITING))
                / Double.parseDouble(facts.get(SumoGrid.VEHICLES));
      }
    }
    System.out.println(control + " waiting=" + waited / 3);
    return waited / 3;
  }

  @Test
  void step_killedSimulator_isAClearErrorAndTheNextEpisodeHasAnother() {
    assumeInstalled();
    try (SumoGrid grid = new SumoGrid(grid(1, 12, SumoGrid.Control.POLICY))) {
      grid.reset(1, new float[18]);
      long pid = grid.simulation().pid();
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> ProcessHandle.of(pid).isEmpty());
      StepResult out = StepResult.of(grid.spec());
      assertThatThrownBy(() -> grid.step(new float[] {1}, out))
          .isInstanceOf(SimulatorException.class)
          .hasMessageContaining("simulator=sumo process=ended with 137");
      assertThatThrownBy(() -> grid.step(new float[] {1}, out))
          .isInstanceOf(IllegalStateException.class);
      grid.reset(1, new float[18]);
      grid.step(new float[] {1}, out);
      assertThat(grid.simulation().pid()).isNotEqualTo(pid);
    }
  }

  @Test
  void close_always_endsTheProcessAndStartsNoOther() {
    assumeInstalled();
    SumoGrid grid = new SumoGrid(grid(1, 12, SumoGrid.Control.POLICY));
    grid.reset(1, new float[18]);
    double[] state = grid.state();
    long pid = grid.simulation().pid();
    assertThat(ProcessHandle.of(pid)).isPresent();
    grid.close();
    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThatThrownBy(() -> grid.setState(state))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected an open environment, environment=sumo-grid");
  }

  @Test
  void options_yellowAsLongAsADecision_refused() {
    assertThatThrownBy(
            () ->
                new SumoGrid(
                    new SumoGrid.Options(
                        1, 1, 200, 5, 5, 12, 30, 600, 300, 0.2, SumoGrid.Control.POLICY, 30)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("environment.yellow=5");
  }
}
