package io.millrace.job.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.policy.SafeTensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
  @Test
  void of_artifactOfThisProcess_isSame() {
    assertThat(Arithmetic.of(AdvantageLog.firstArtifact()).isSame()).isTrue();
  }

  @Test
  void of_artifactOfOtherProducts_tellsBoth() {
    SafeTensors file = SafeTensors.decode(AdvantageLog.firstArtifact());
    Map<String, String> metadata = new HashMap<>(file.metadata());
    metadata.put("numeric-environment", "products=abacus");

    Arithmetic arithmetic = Arithmetic.of(new SafeTensors(metadata, file.tensors()).encode());

    assertThat(arithmetic.isSame()).isFalse();
    assertThat(arithmetic.artifact()).isEqualTo("products=abacus");
    assertThat(arithmetic.here()).contains("java ");
  }

  @Test
  void largestDifference_oneWeightMoved_isItsDistance() {
    byte[] artifact = AdvantageLog.firstArtifact();
    SafeTensors moved = SafeTensors.decode(artifact);
    moved.tensors().get(0).values()[1] += 0.25f;

    assertThat(Arithmetic.largestDifference(artifact, artifact)).isZero();
    assertThat(Arithmetic.largestDifference(artifact, moved.encode()))
        .isEqualTo(0.25, within(1e-6));
  }

  @Test
  void largestDifference_otherTensors_isInfinite() {
    SafeTensors file = SafeTensors.decode(AdvantageLog.firstArtifact());
    List<SafeTensors.Named> fewer = file.tensors().subList(1, file.tensors().size());
    byte[] other = new SafeTensors(file.metadata(), fewer).encode();

    assertThat(Arithmetic.largestDifference(file.encode(), other)).isInfinite();
  }
}
