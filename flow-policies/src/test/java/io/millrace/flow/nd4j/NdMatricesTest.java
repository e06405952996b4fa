package io.millrace.flow.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class NdMatricesTest {
  private static final float[] NUMBERS = {1f, 2f, 3f, 4f, 5f, 6f};

  @Test
  void of_numbers_makesAPackedCopyInCOrder() {
    float[] numbers = NUMBERS.clone();
    try (INDArray matrix = NdMatrices.of(numbers, 2, 3)) {
      numbers[0] = 9f;
      assertThat(matrix.shape()).containsExactly(2, 3);
      assertThat(matrix.dataType()).isEqualTo(DataType.FLOAT);
      assertThat(matrix.ordering()).isEqualTo('c');
      assertThat(matrix.getFloat(1, 0)).isEqualTo(4f);
      assertThat(NdMatrices.floats(matrix)).containsExactly(NUMBERS);
    }
  }

  @Test
  void floats_columnOrderViewsAndDoubles_comeRowMajor() {
    try (INDArray matrix = NdMatrices.of(NUMBERS, 2, 3)) {
      assertThat(NdMatrices.floats(matrix.dup('f'))).containsExactly(NUMBERS);
      assertThat(NdMatrices.floats(matrix.transpose())).containsExactly(1f, 4f, 2f, 5f, 3f, 6f);
      assertThat(NdMatrices.floats(matrix.getColumns(2, 0))).containsExactly(3f, 1f, 6f, 4f);
      assertThat(NdMatrices.floats(matrix.castTo(DataType.DOUBLE))).containsExactly(NUMBERS);
      assertThat(matrix.wasClosed()).isFalse();
    }
  }

  @Test
  void floats_notAMatrixOfFloats_isRefused() {
    assertThatThrownBy(() -> NdMatrices.floats(Nd4j.zeros(DataType.FLOAT, 2, 2, 2)))
        .hasMessageContaining("rank=3");
    assertThatThrownBy(() -> NdMatrices.floats(Nd4j.zeros(DataType.INT, 2, 2)))
        .hasMessageContaining("type=INT");
  }

  @Test
  void of_otherLength_isRefused() {
    assertThatThrownBy(() -> NdMatrices.of(NUMBERS, 2, 2)).hasMessageContaining("numbers=6");
  }
}
