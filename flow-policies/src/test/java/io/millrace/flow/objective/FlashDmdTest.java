package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Golden numbers: sheet flash-dmd, proofs (a) to (c); times there run from 1 to 0. */
final class FlashDmdTest {
  private static final float[] Z = {-1, 1};

  /** Proof (a): x = .3, fake N(0, 1), real N(1, 1). */
  @Test
  void scoreGap_goldenGaussians_isTheSheets() {
    assertThat(goldenGap(.5)).isCloseTo(-1, within(1e-9));
    assertThat(goldenGap(.2)).isCloseTo(-.294118, within(1e-6));
  }

  private static double goldenGap(double tau) {
    return FlashDmd.scoreGap(tau, velocity(0, 1, tau, .3) - velocity(1, 1, tau, .3));
  }

  /** Of a normal law of actions with this mean and variance. */
  private static double velocity(double mean, double variance, double tau, double x) {
    double residual = (x - tau * mean) / (tau * tau * variance + (1 - tau) * (1 - tau));
    return mean + tau * variance * residual - (1 - tau) * residual;
  }

  private static double score(double mean, double variance, double tau, double x) {
    return -(x - tau * mean) / (tau * tau * variance + (1 - tau) * (1 - tau));
  }

  /** Proof (b): the exact divergence and rewards of weight 2 end at the tilted law. */
  @Test
  void matching_cleanTimeAndReward_endsAtTheTiltedLaw() {
    assertThat(learned(2, true, 2000, 1)).containsExactly(new double[] {1.5, .5}, within(1e-4));
  }

  /** Proof (b), averaged over three times: stiffness 1.225780. */
  @Test
  void matching_threeTimesAndReward_endsWhereStiffnessHolds() {
    double[] law = learned(2, true, 4000, .25, .5, .75);
    assertThat(law).containsExactly(new double[] {2.631615, .5}, within(1e-3));
  }

  /** Proof (c): without matching, rewards move the mean for ever. */
  @Test
  void matching_rewardAlone_divergesLinearly() {
    assertThat(learned(2, false, 100, 1)[0]).isCloseTo(100 * .05 * 2, within(1e-4));
    assertThat(learned(2, false, 200, 1)[0]).isCloseTo(200 * .05 * 2, within(1e-4));
  }

  /**
   * The generator x = mu + sg z, from N(0, 1), by descent at .05; real law N(1, .25), fake law the
   * generator's own, r(x) = x. z and noise are -1 and 1, whose moments are those that count here.
   */
  private static double[] learned(double reward, boolean matches, int steps, double... times) {
    float[] mu = {0};
    float[] sg = {1};
    Tape tape = new Tape();
    for (int step = 0; step < steps; step++) {
      tape.reset();
      Value mean = tape.variable(mu, 1, 1);
      Value deviation = tape.variable(sg, 1, 1);
      Value ones = tape.input(new float[] {1, 1}, 2, 1);
      Value end =
          tape.add(tape.matmul(ones, mean), tape.matmul(tape.input(Z.clone(), 2, 1), deviation));
      Value loss = tape.affine(tape.mean(end), -reward, 0);
      if (matches) {
        Value gap = tape.input(gaps(end.data(), mu[0], sg[0], times), 2, 1);
        loss = tape.add(loss, FlashDmd.matching(tape, gap, end));
      }
      tape.backward(loss);
      mu[0] -= .05f * mean.gradient()[0];
      sg[0] -= .05f * deviation.gradient()[0];
    }
    return new double[] {mu[0], sg[0]};
  }

  private static float[] gaps(float[] end, double mu, double sg, double... times) {
    float[] gaps = new float[end.length];
    for (int i = 0; i < end.length; i++) {
      for (double tau : times) {
        for (float noise : Z) {
          double x = (1 - tau) * noise + tau * end[i];
          double gap = score(mu, sg * sg, tau, x) - score(1, .25, tau, x);
          gaps[i] += (float) (FlashDmd.Weight.DIVERGENCE.at(tau) * gap / times.length / Z.length);
        }
      }
    }
    return gaps;
  }

  /**
   * Proof (a) through the loss: a student that adds 0 to its noise, a teacher N(1, 1), a fake that
   * knows both. The student's one bias moves x_1 by as much, so its gradient is w (sFake - sReal) =
   * .5 (-1); with one of four steps matched, a quarter of it.
   */
  @Test
  void distillation_goldenGap_reachesTheMatchedSteps() {
    assertThat(studentGradient(0, 1)).isCloseTo(-.5f, within(1e-6f));
    assertThat(studentGradient(1, 1)).isCloseTo(-.125f, within(1e-6f));
  }

  @Test
  void distillation_warmUp_leavesTheStudent() {
    assertThat(studentGradient(0, 0)).isZero();
  }

  private static float studentGradient(int matchedSteps, int updatesAfterWarmUp) {
    FlashDmd objective =
        new FlashDmd(.2, 0, 1, FlashDmd.Weight.DIVERGENCE, matchedSteps, 1, 1, 1, List.of());
    FlowPolicy student = policy(objective);
    Parameters parameters = student.model().parameters();
    double gap = velocity(0, 1, .5, .3) - velocity(1, 1, .5, .3);
    parameters.write(
        student.model().part(PartSpec.FAKE).heads().get(0).layers().get(0).bias(),
        new float[] {(float) gap});
    LossScope scope =
        ClosedFormScope.scope(
            student, policy(objective), decision(), new RandomSource(1), 1 + updatesAfterWarmUp);
    Value loss =
        objective.distillation(
            scope, new float[] {.6f}, new MatchingPoints.Draws(new float[] {0}, new float[] {.5f}));
    scope.tape().backward(loss);
    return parameters
        .readGradient(student.model().velocity().heads().get(0).layers().get(0).bias())[0];
  }

  /** The fake velocity's error at the student's own action: (uReal + gap - (x_1 - noise))^2. */
  @Test
  void distillation_fakeVelocity_fitsTheStudentsActions() {
    FlashDmd objective = new FlashDmd(.2, 0, 0, FlashDmd.Weight.VELOCITY, 0, 0, 2, 1, List.of());
    FlowPolicy student = policy(objective);
    FlowPolicy teacher = policy(objective);
    writeBias(student, .4f);
    writeBias(teacher, .1f);
    LossScope scope = ClosedFormScope.scope(student, teacher, decision(), new RandomSource(1), 1);
    MatchingPoints.Draws where =
        new MatchingPoints.Draws(new float[] {0, .5f}, new float[] {.5f, .2f});
    Value loss = objective.distillation(scope, new float[] {.6f, -.2f}, where);
    // x_1 = .6 + .4 and -.2 + .4; errors .1 - 1 and .1 - (.2 - .5)
    assertThat(loss.item()).isCloseTo((.81f + .16f) / 2, within(1e-6f));
    scope.tape().backward(loss);
    Parameters parameters = student.model().parameters();
    assertThat(
            parameters.readGradient(
                student.model().velocity().heads().get(0).layers().get(0).bias()))
        .containsExactly(0);
    assertThat(
            parameters.readGradient(
                student.model().part(PartSpec.FAKE).heads().get(0).layers().get(0).bias()))
        .containsExactly(new float[] {-.9f + .4f}, within(1e-6f));
  }

  private static void writeBias(FlowPolicy policy, float says) {
    policy
        .model()
        .parameters()
        .write(policy.model().velocity().heads().get(0).layers().get(0).bias(), new float[] {says});
  }

  private static FlowPolicy policy(FlashDmd objective) {
    return ClosedFormScope.policy(1, List.of(), objective.parts().toArray(PartSpec[]::new));
  }

  private static ActionBatch decision() {
    return ClosedFormScope.actions(1, 0);
  }
}
