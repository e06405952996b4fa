package io.millrace.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReferenceGuidanceTest {
  private static final int ROWS = 20_000;
  private static final int STEPS = 200;
  private static final long SEED = 21;

  /**
   * Sheet rlg, proof (a), with t = 1 - tau and the velocity's sign turned: at x = .5, t = .4 the
   * reference N(0, 1) has .192308, the tuned N(1, 1) .961538; weight 2 gives 1.730769, 1.6 gives
   * 1.423077.
   */
  @Test
  void run_goldenPoint_isTheSheets() {
    assertThat(at(0)).isCloseTo(0.192308, within(1e-6));
    assertThat(at(1)).isCloseTo(0.961538, within(1e-6));
    assertThat(at(2)).isCloseTo(1.730769, within(1e-6));
    assertThat(at(1.6)).isCloseTo(1.423077, within(1e-6));
  }

  private static double at(double weight) {
    VelocityField field =
        ReferenceGuidance.between(
            new NormalField(1, 0, 1), new NormalField(1, 1, 1), (float) weight);
    field.input()[0] = 0.5f;
    field.input()[1] = 0.6f;
    return field.run()[0];
  }

  /** Sheet rlg, proof (a): equal spreads, so samples are N(weight, 1). */
  @Test
  void samples_equalSpreads_moveByTheWeight() {
    double start = moments(0, 1, 1)[0];
    for (double weight : new double[] {0, 0.5, 1, 2, 3}) {
      double[] moments = moments(weight, 1, 1);
      assertThat(moments[0] - start).as("mean, weight %s", weight).isCloseTo(weight, within(0.02));
      assertThat(moments[1]).as("variance, weight %s", weight).isCloseTo(1, within(0.03));
    }
  }

  /**
   * Sheet rlg, proof (b): N(0, 1) towards N(0, .25) gives variance .25^weight, computed .4997 .1249
   * .0624 .0156, and not that of the geometric mixture, .4 .181818 .142857 .1.
   */
  @Test
  void samples_unequalSpreads_contractMoreThanTheMixture() {
    double start = moments(0, 0, 0.25)[1];
    double[] weights = {0.5, 1.5, 2, 3};
    double[] expected = {0.4997, 0.1249, 0.0624, 0.0156};
    for (int i = 0; i < weights.length; i++) {
      assertThat(moments(weights[i], 0, 0.25)[1] / start)
          .as("weight %s, seed %d", weights[i], SEED)
          .isCloseTo(expected[i], within(0.03 * expected[i]));
    }
  }

  private static double[] moments(double weight, double mean, double variance) {
    VelocityField field =
        ReferenceGuidance.between(
            new NormalField(ROWS, 0, 1), new NormalField(ROWS, mean, variance), (float) weight);
    return NormalField.moments(field, ROWS, STEPS, SEED);
  }

  @Test
  void act_weightZero_isTheReferenceToTheLastBit() {
    FlowPolicy reference = FlowPolicy.random(spec(2), new RandomSource(1));
    FlowPolicy tuned = FlowPolicy.random(spec(2), new RandomSource(2));
    float[] guided = act(tuned, new ReferenceGuidance(reference, 0));
    assertThat(guided).containsExactly(act(reference, Guidance.NONE));
    assertThat(guided).isNotEqualTo(act(tuned, Guidance.NONE));
  }

  private static float[] act(FlowPolicy policy, Guidance guidance) {
    FlowActor actor =
        new FlowActor(policy, Acting.with(new Ode(), policy).withGuidance(guidance), 5);
    FlowSample sample = actor.newSample();
    actor.act(new float[10], new RandomSource(3), sample);
    return sample.actions();
  }

  @Test
  void field_otherShape_isRefused() {
    FlowPolicy policy = FlowPolicy.random(spec(2), new RandomSource(1));
    FlowPolicy other = FlowPolicy.random(spec(3), new RandomSource(1));
    assertThatThrownBy(() -> new ReferenceGuidance(other, 1).field(policy, 1))
        .hasMessageContaining("expected a reference of the policy's shape");
  }

  private static FlowPolicySpec spec(int observed) {
    return new FlowPolicySpec(
        observed, 1, List.of(8), "silu", 5, SamplerSpec.ODE, new float[] {0}, new float[] {1});
  }
}
