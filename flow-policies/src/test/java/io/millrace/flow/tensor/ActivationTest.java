package io.millrace.flow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ActivationTest {
  @ParameterizedTest
  @EnumSource
  void applyAndBackward_wholeRange_agreeWithFloat64(Activation activation) {
    int count = 160_000;
    float[] x = new float[count];
    float[] y = new float[count];
    float[] slope = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = (i - count / 2 + 0.5f) / 2_000f;
    }
    Arrays.fill(slope, 1f);
    activation.apply(x, y, count);
    activation.backward(x, y, slope, count);
    double worstValue = 0;
    double worstSlope = 0;
    for (int i = 0; i < count; i++) {
      double value = ReferenceActivation.value(activation, x[i]);
      double exact = ReferenceActivation.slope(activation, x[i]);
      worstValue = Math.max(worstValue, Math.abs(y[i] - value) / Math.max(1, Math.abs(value)));
      worstSlope = Math.max(worstSlope, Math.abs(slope[i] - exact));
    }
    assertThat(worstValue).as("value").isLessThan(4e-7);
    assertThat(worstSlope).as("slope").isLessThan(6e-7);
  }

  @ParameterizedTest
  @EnumSource
  void applyAndBackward_hugeNumbers_stayWhereTheFunctionIs(Activation activation) {
    float[] x = {-1e30f, 1e30f, -100f, 100f};
    float[] y = new float[4];
    float[] slope = {1f, 1f, 1f, 1f};
    activation.apply(x, y, 4);
    activation.backward(x, y, slope, 4);
    for (int i = 0; i < 4; i++) {
      double value = ReferenceActivation.value(activation, x[i]);
      assertThat((double) y[i]).isCloseTo(value, within(1e-6 * Math.max(1, Math.abs(value))));
      double exact = ReferenceActivation.slope(activation, x[i]);
      assertThat((double) slope[i]).isCloseTo(exact, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void apply_notANumber_staysOne(Activation activation) {
    float[] y = new float[1];
    activation.apply(new float[] {Float.NaN}, y, 1);
    assertThat(y[0]).isNaN();
  }

  @Test
  void of_unknownName_namesTheKnownOnes() {
    assertThatThrownBy(() -> Activation.of("swish")).hasMessageContaining("silu");
  }
}
