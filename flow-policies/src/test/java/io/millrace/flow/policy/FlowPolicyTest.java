package io.millrace.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.SamplerSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlowPolicyTest {
  private static final Lineage LINEAGE = new Lineage("p", 1, 4, "ab", "cd", 17, 3);

  @Test
  void fromArtifact_ofAPolicy_actsToTheLastBitAlike() {
    for (SamplerSpec sampler :
        List.of(
            new SamplerSpec("flow-sde", 0.7, 0, 0), new SamplerSpec("flow-noise", 0, 0.1, 0.3))) {
      FlowPolicy policy = policy(sampler);
      byte[] artifact = policy.toArtifact(LINEAGE);
      FlowPolicy read = FlowPolicy.fromArtifact(artifact);
      assertThat(read.toArtifact(LINEAGE)).isEqualTo(artifact);
      assertThat(act(read).latentPath()).containsExactly(act(policy).latentPath());
      assertThat(FlowPolicy.lineageOf(artifact)).isEqualTo(LINEAGE);
    }
  }

  @Test
  void act_scaledActions_areCenterPlusScaleTimesTheEndOfThePath() {
    FlowPolicy policy = policy(new SamplerSpec("cps", 0.5, 0, 0));
    FlowSample sample = act(policy);
    int points = policy.spec().flowSteps() + 1;
    for (int row = 0; row < sample.rows(); row++) {
      float end = sample.latentPath()[(row * points + points - 1) * 2];
      assertThat(sample.actions()[row * 2]).isCloseTo(1 + 3 * end, within(1e-5f));
    }
  }

  @Test
  void act_withoutNoise_hasNoLikelihood() {
    FlowPolicy policy = policy(new SamplerSpec("flow-sde", 0.7, 0, 0));
    FlowSample sample = new FlowSample(6, policy.spec());
    new FlowActor(policy, Acting.with(new Ode(), policy), 6)
        .act(new float[18], new RandomSource(1), sample);
    for (float logProb : sample.logProbs()) {
      assertThat(logProb).isNaN();
    }
  }

  @Test
  void fromArtifact_otherConvention_isRefused() {
    byte[] artifact = policy(SamplerSpec.ODE).toArtifact(LINEAGE);
    String text = new String(artifact, StandardCharsets.ISO_8859_1);
    byte[] other =
        text.replace("tau 0 is noise", "tau 1 is noise").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> FlowPolicy.fromArtifact(other)).hasMessageContaining("convention");
  }

  private static FlowSample act(FlowPolicy policy) {
    FlowSample sample = new FlowSample(6, policy.spec());
    float[] observations = new float[18];
    new RandomSource(8).fillGaussian(observations);
    new FlowActor(policy, Acting.exploring(policy), 6)
        .act(observations, new RandomSource(9), sample);
    return sample;
  }

  private static FlowPolicy policy(SamplerSpec sampler) {
    FlowPolicySpec spec =
        new FlowPolicySpec(
            3, 2, List.of(16, 16), "silu", 5, sampler, new float[] {1, 0}, new float[] {3, 1});
    return FlowPolicy.random(spec, new RandomSource(7));
  }

  @Test
  void lineage_withPretraining_isReadBackAndWithoutIsNotWritten() {
    FlowPolicy policy = policy(new SamplerSpec("cps", 0.5, 0, 0));
    PretrainingData data =
        new PretrainingData("demos", List.of(new PretrainingData.Offsets(2, 5, 17)), 12, 240);
    Lineage first = new Lineage("p", 1, 1, null, "cd", -1, 0, data);

    assertThat(FlowPolicy.lineageOf(policy.toArtifact(first))).isEqualTo(first);
    assertThat(SafeTensors.decode(policy.toArtifact(LINEAGE)).metadata().get("lineage"))
        .doesNotContain("pretraining");
  }
}
