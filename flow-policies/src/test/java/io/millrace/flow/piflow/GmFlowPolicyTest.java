package io.millrace.flow.piflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Golden numbers: the flow-grpo sheet, section pi-flow (a) to (c), computed with an independent
 * program; with t = 1 - tau and -velocity.
 */
final class GmFlowPolicyTest extends SubstepPolicyKit {
  @Override
  SubstepPolicy policy() {
    return new GmFlowPolicy(3, 2);
  }

  /** Data N(1.5, .36), seen as .7 at s = .8. */
  @Test
  void velocity_oneComponentOfThePosterior_isTheTeachers() {
    MixtureTeacher teacher = new MixtureTeacher(new double[] {1}, new double[] {1.5}, 0.36);
    double mean = 1.544010;
    double variance = 0.352078;
    assertThat(teacher.data(0.7, 0.2)).isCloseTo(mean, within(5e-7));
    float[] output = {0, (float) ((mean - 0.7) / 0.8), (float) Math.log(Math.sqrt(variance) / 0.8)};
    double velocity =
        velocity(new GmFlowPolicy(1, 1), new Segment(0.8, 0, 1), 0.6, output, 0.7, 0.2);
    assertThat(velocity).isCloseTo(1.944751, within(2e-6));
    assertThat(0.2 + 0.4 * velocity).isCloseTo(0.977901, within(1e-6));
    assertThat(velocity).isCloseTo(teacher.velocity(0.2, 0.6), within(2e-6));
  }

  @ParameterizedTest
  @CsvSource({".3, .999, .100629", ".1, .7, .351868", "-.4, .35, -.484722"})
  void velocity_twoComponents_pointsToTheTeachersData(double x, double t, double data) {
    float[] output = MixtureTeacher.SHEET.output(0.8);
    double velocity = velocity(new GmFlowPolicy(2, 1), new Segment(1, 0, 1), 1 - t, output, 0.8, x);
    assertThat(x + t * velocity).isCloseTo(data, within(2e-6));
    assertThat(MixtureTeacher.SHEET.data(x, 1 - t)).isCloseTo(data, within(5e-7));
  }

  @Test
  void run_wholeFlow_endsWhereTheTeacherDoes() {
    float[] start = {0.3f};
    float[] end = new float[1];
    new SegmentRollout(new GmFlowPolicy(2, 1), 128)
        .run(new Segment(1, 0, 1), MixtureTeacher.SHEET.output(start[0]), start, end);
    assertThat((double) end[0]).isCloseTo(0.945266, within(5e-6));
    assertThat(MixtureTeacher.SHEET.walk(0.3, 128)).isCloseTo(0.945266, within(1e-6));
    assertThat(MixtureTeacher.SHEET.data(0.3, 0)).as("in one step").isCloseTo(0.1, within(1e-12));
  }

  private static double velocity(
      SubstepPolicy policy, Segment segment, double tau, float[] output, double start, double x) {
    double[] velocity = new double[1];
    float[] from = {(float) start};
    policy.velocity(segment, tau, output, from, new float[] {(float) x}, 0, velocity);
    return velocity[0];
  }
}
