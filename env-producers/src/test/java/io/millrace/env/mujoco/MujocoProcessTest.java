package io.millrace.env.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.env.external.SimulatorException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MujocoProcessTest {

  private MujocoProcess mujoco;

  static void assumeInstalled() {
    assumeTrue(
        MujocoProcess.unavailable().isEmpty(), () -> MujocoProcess.unavailable().orElseThrow());
  }

  @BeforeEach
  void start() {
    assumeInstalled();
    mujoco = MujocoProcess.start();
  }

  @AfterEach
  void close() {
    if (mujoco != null) {
      mujoco.close();
    }
  }

  /** From the catalog's sheet: npm 3.14.0 and native 2.2.2 agree to 14 digits. */
  @Test
  void step_fiveOfThePendulum_givesTheGoldenNumbers() {
    double[] state = {0, 0.1, 0, 0};
    mujoco.step(MujocoPendulum.MODEL, state, new double[] {0.3}, 5);
    assertThat(state[0]).isEqualTo(0.01, within(1e-15));
    assertThat(state[1]).isEqualTo(0.10003216005915, within(1e-14));
    assertThat(state[2]).isEqualTo(0.00643048617461934, within(1e-14));
    assertThat(mujoco.version()).startsWith("3.14.");
  }

  /** The process forgets states, so a state must hold all that decides what follows. */
  @Test
  void step_oneByOneOrAtOnce_sameBits() {
    double[] atOnce = hopping();
    double[] oneByOne = hopping();
    double[] controls = {0.4, -0.7, 0.2};
    mujoco.step(MujocoHopper.MODEL, atOnce, controls, 200);
    for (int i = 0; i < 200; i++) {
      mujoco.step(MujocoHopper.MODEL, oneByOne, controls, 1);
      mujoco.step(MujocoPendulum.MODEL, new double[] {0, i, 1, 0}, new double[] {1}, 1);
    }
    assertThat(oneByOne).isEqualTo(atOnce);
  }

  private static double[] hopping() {
    double[] state = new double[MujocoHopper.MODEL.stateSize()];
    state[2] = 0.02;
    return state;
  }

  /**
   * A point of 1 kg, 1 m below its hinge, r = 0.01 m, from 0.1 rad: the period is 2 pi / sqrt(9.81)
   * (1 + 0.1^2 / 16) sqrt(1 + 0.4 r^2), the finite amplitude to second order.
   */
  @Test
  void step_frictionlessPointMass_keepsItsEnergyAndItsPeriod() {
    String xml =
        """
        <mujoco><option timestep="0.002" integrator="RK4"/><worldbody><body>
        <joint type="hinge" axis="0 1 0"/><geom type="sphere" size="0.01" pos="0 0 -1" mass="1"/>
        </body></worldbody></mujoco>\
        """;
    MujocoModel point = new MujocoModel("point", xml, 1, 1, 0);
    double[] state = {0, 0.1, 0, 0};
    double start = energy(state);
    double lastUpward = Double.NaN;
    double firstUpward = Double.NaN;
    int crossings = 0;
    for (int i = 0; i < 4000; i++) {
      double before = state[1];
      double timeBefore = state[0];
      mujoco.step(point, state, new double[0], 1);
      if (before < 0 && state[1] >= 0) {
        lastUpward = timeBefore + 0.002 * before / (before - state[1]);
        firstUpward = crossings == 0 ? lastUpward : firstUpward;
        crossings++;
      }
    }
    assertThat(energy(state) - start).isEqualTo(0, within(1e-10));
    double expected =
        2 * Math.PI / Math.sqrt(9.81) * (1 + 0.01 / 16) * Math.sqrt(1 + 0.4 * 0.01 * 0.01);
    assertThat(crossings).isEqualTo(4);
    assertThat((lastUpward - firstUpward) / 3).isEqualTo(expected, within(2e-6));
  }

  private static double energy(double[] state) {
    double inertia = 1 + 0.4 * 0.01 * 0.01;
    return 0.5 * inertia * state[2] * state[2] + 9.81 * (1 - Math.cos(state[1]));
  }

  /** CartPole-v1's accelerations, integrated 200 times finer: the same physics by another hand. */
  @Test
  void step_cartPole_followsTheEquationsOfMotion() {
    double[] state = {0, 0.1, 0.05, -0.3, 0.4, 0, 0};
    double[] fine = {0.1, 0.05, -0.3, 0.4};
    for (int i = 0; i < 20; i++) {
      double force = i % 3 == 0 ? 0.5 : -0.25;
      mujoco.step(MujocoCartpole.MODEL, state, new double[] {force}, 2);
      for (int k = 0; k < 400; k++) {
        midpoint(fine, 10 * force, 0.02 / 400);
      }
    }
    for (int i = 0; i < 4; i++) {
      assertThat(state[1 + i]).isEqualTo(fine[i], within(1e-6));
    }
  }

  private static void midpoint(double[] s, double force, double dt) {
    double[] now = accelerations(s[1], s[3], force);
    double[] half = {s[2] + dt / 2 * now[0], s[3] + dt / 2 * now[1]};
    double[] then = accelerations(s[1] + dt / 2 * s[3], half[1], force);
    s[0] += dt * half[0];
    s[1] += dt * half[1];
    s[2] += dt * then[0];
    s[3] += dt * then[1];
  }

  private static double[] accelerations(double theta, double omega, double force) {
    double push = (force + 0.05 * omega * omega * Math.sin(theta)) / 1.1;
    double inertia = 0.5 * (4.0 / 3 - 0.1 * Math.cos(theta) * Math.cos(theta) / 1.1);
    double angular = (9.8 * Math.sin(theta) - Math.cos(theta) * push) / inertia;
    return new double[] {push - 0.05 * angular * Math.cos(theta) / 1.1, angular};
  }

  @Test
  void step_badModel_isRefusedWithMujocosReasonAndTheProcessLives() {
    MujocoModel bad = new MujocoModel("bad", "<mujoco><wheel/></mujoco>", 1, 1, 1);
    assertThatThrownBy(() -> mujoco.step(bad, new double[4], new double[1], 1))
        .isInstanceOf(SimulatorException.class)
        .hasMessageContaining("unrecognized element");
    assertThat(mujoco.version()).isNotBlank();
  }

  @Test
  void step_modelOfOtherSizes_isRefused() {
    MujocoModel wrong = new MujocoModel("wrong", MujocoPendulum.MODEL.xml(), 2, 2, 1);
    assertThatThrownBy(() -> mujoco.step(wrong, new double[7], new double[1], 1))
        .isInstanceOf(SimulatorException.class)
        .hasMessageContaining("model=wrong nq=1 of 2");
  }

  @Test
  void step_divergedState_isAnErrorAndNeverZero() {
    try (MujocoBody body = new MujocoBody(MujocoPendulum.MODEL, 1)) {
      assertThatThrownBy(() -> body.advance(new double[] {0, 0, 1e200, 0}, new float[] {0}))
          .isInstanceOf(SimulatorException.class)
          .hasMessageContaining("model=pendulum");
    }
  }

  @Test
  void step_killedProcess_isAClearErrorAndTheNextProcessServes() {
    double[] state = {0, 0.1, 0, 0};
    mujoco.step(MujocoPendulum.MODEL, state, new double[] {0}, 1);
    ProcessHandle.of(mujoco.pid()).orElseThrow().destroyForcibly();
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> ProcessHandle.of(mujoco.pid()).isEmpty());
    double[] last = state.clone();
    assertThatThrownBy(() -> mujoco.step(MujocoPendulum.MODEL, state, new double[] {0}, 1))
        .isInstanceOf(SimulatorException.class)
        .hasMessageContaining("simulator=mujoco")
        .hasMessageContaining("ended with 137");
    assertThat(state).isEqualTo(last);
    try (MujocoProcess next = MujocoProcess.start()) {
      next.step(MujocoPendulum.MODEL, state, new double[] {0}, 1);
    }
    assertThat(state).isNotEqualTo(last);
  }
}
