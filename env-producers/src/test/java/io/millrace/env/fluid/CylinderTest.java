package io.millrace.env.fluid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Golden numbers: an independent program (C, float64) on the same grid. */
class CylinderTest extends EnvironmentKit {

  private static final double TIME_STEP = CylinderFlow.INFLOW / 10;
  private static final Surface STILL = Surface.turning(0);

  private static Cylinder.Options options(int diameter, double reynolds, Cylinder.Actuation how) {
    return new Cylinder.Options(diameter, reynolds, how, 6, 2);
  }

  @Override
  protected Environment create() {
    return TimeLimit.of(new CylinderProvider().create(options(5, 20, Cylinder.Actuation.ROTATION)));
  }

  /** A flow of ten cells a diameter, in its two arrays. */
  private static final class Run {
    final CylinderFlow flow;
    double[] state;
    private double[] other;

    Run(double reynolds, Surface surface) {
      flow = new CylinderFlow(10, reynolds, surface);
      state = new double[flow.size()];
      other = new double[flow.size()];
      flow.start(state);
    }

    void step(double control) {
      flow.step(state, other, control);
      double[] swapped = state;
      state = other;
      other = swapped;
    }

    void until(double time, double control) {
      for (int i = 0; i < time / TIME_STEP; i++) {
        step(control);
      }
    }
  }

  /** Strouhal number 0.2922, mean drag 3.72 (its staircase boundary: smooth ones give 3.2). */
  @Test
  void step_reynoldsHundred_shedsVorticesAtTheGoldenRate() {
    Run run = new Run(100, Surface.turning(0.5));
    run.until(2, 1);
    run.until(36, 0);
    double before = run.flow.lift();
    double drag = 0;
    int steps = 0;
    int first = 0;
    int last = 0;
    int upward = 0;
    while (upward < 5) {
      run.step(0);
      double lift = run.flow.lift();
      if (before < 0 && lift >= 0) {
        upward++;
        first = upward == 1 ? steps : first;
        last = steps;
      }
      if (upward > 0) {
        drag += run.flow.drag();
      }
      before = lift;
      steps++;
    }
    double strouhal = (upward - 1) / ((last - first) * TIME_STEP);
    System.out.println("strouhal=" + strouhal + " drag=" + drag / (steps - first));
    assertThat(strouhal).isCloseTo(0.2922, within(0.03 * 0.2922));
    assertThat(drag / (steps - first)).isCloseTo(3.72, within(0.05));
  }

  /** Steady: drag 6.04, hardly any lift. */
  @Test
  void step_reynoldsTwenty_settlesToTheGoldenDrag() {
    Run run = new Run(20, STILL);
    run.until(36, 0);
    double drag = 0;
    for (int i = 0; i < 1000; i++) {
      run.step(0);
      drag += run.flow.drag() / 1000;
      assertThat(Math.abs(run.flow.lift())).isLessThan(0.02);
    }
    System.out.println("drag=" + drag);
    assertThat(drag).isCloseTo(6.04, within(0.03));
  }

  /** At 0.5 U, Re 100, the lift keeps its sign; the golden run reached -3.19. */
  @Test
  void step_turningAtHalfTheInflow_pullsOneWay() {
    Run run = new Run(100, Surface.turning(0.5));
    run.until(20, 1);
    double lowest = 0;
    for (int i = 0; i < 3000; i++) {
      run.step(1);
      assertThat(run.flow.lift()).isNegative();
      lowest = Math.min(lowest, run.flow.lift());
    }
    System.out.println("lowest=" + lowest);
    assertThat(lowest).isCloseTo(-3.19, within(0.25));
  }

  @Test
  void blowing_slots_blowAboveAndSuckBelow() {
    Surface jets = Surface.blowing(1, 10);
    assertThat(jets.y(0, 1)).isEqualTo(1);
    assertThat(jets.y(0, -1)).isEqualTo(1);
    double five = Math.toRadians(5);
    assertThat(jets.y(Math.sin(five), Math.cos(five)))
        .isCloseTo(0.75 * Math.cos(five), within(1e-12));
    assertThat(jets.x(Math.sin(five), Math.cos(five)))
        .isCloseTo(0.75 * Math.sin(five), within(1e-12));
    assertThat(jets.x(1, 0)).isZero();
    assertThat(jets.y(Math.sin(0.2), Math.cos(0.2))).isZero();
  }

  @Test
  void step_jets_changeTheLift() {
    Cylinder.Options options = options(10, 20, Cylinder.Actuation.JETS);
    double[] start = Cylinder.developed(options)[0];
    Environment environment = new CylinderProvider().create(options);
    StepResult out = new StepResult(environment.spec().observationSize());
    double[] rewards = new double[2];
    for (int action = 0; action < 2; action++) {
      environment.setState(start);
      environment.step(new float[] {action}, out);
      rewards[action] = Double.parseDouble(environment.attributes().get("lift"));
    }
    assertThat(rewards[1]).isGreaterThan(rewards[0] + 0.1);
  }

  /** c after n lattice steps is 1 - 0.9^n of the action, which is clipped. */
  @Test
  void step_fullAction_movesTheControlSmoothly() {
    Environment environment = create();
    environment.reset(1, new float[environment.spec().observationSize()]);
    StepResult out = new StepResult(environment.spec().observationSize());
    environment.step(new float[] {7}, out);
    assertThat(out.observation()[120]).isCloseTo((float) (1 - Math.pow(0.9, 21)), within(1e-6f));
  }

  @Test
  void vorticity_inflowAlone_isTheShearOfTheParabola() {
    Cylinder cylinder = new Cylinder(options(10, 100, Cylinder.Actuation.ROTATION));
    double[] state = new double[cylinder.stateSize()];
    new CylinderFlow(10, 100, STILL).start(state);
    double[] field = new double[cylinder.width() * cylinder.height()];
    cylinder.vorticity(state, field);
    // -du/dy of 6 U y (H - y) / H^2 at y = 10.5, in U / D.
    assertThat(field[10 * 220 + 200]).isCloseTo(-6 * (41 - 21) / 1681.0 * 10, within(1e-9));
    assertThat(Arrays.stream(field).filter(w -> !Double.isFinite(w)).count()).isZero();
    assertThat(cylinder.solid(20 * 220 + 20)).isTrue();
    assertThat(field[20 * 220 + 20]).isZero();
  }
}
