package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TensorsTest {
  @Test
  void floats_ofFloats_isTheSameArray() {
    float[] values = {1, -0f, Float.MIN_VALUE, Float.NaN};
    Tensor tensor = Tensors.of(values, 2, 2);
    assertThat(Tensors.floats(tensor)).containsExactly(values);
    assertThat(Tensors.shape(tensor)).containsExactly(2, 2);
    assertThat(tensor.getData().get(0)).as("little-endian").isZero();
    assertThat(tensor.getData().get(3)).as("little-endian").isEqualTo((byte) 0x3F);
  }

  @Test
  void doubles_ofEitherType_widens() {
    assertThat(Tensors.doubles(Tensors.of(new float[] {0.5f}, 1))).containsExactly(0.5);
    assertThat(Tensors.doubles(Tensors.ofDoubles(new double[] {0.1}))).containsExactly(0.1);
  }

  @Test
  void floats_shapeThatContradictsTheData_isRefused() {
    for (List<Integer> shape :
        List.of(List.of(3), List.of(-2), List.of(1 << 30, 1 << 30), List.of(-1, -2))) {
      Tensor tensor = new Tensor(ElementType.FLOAT32, shape, ByteBuffer.allocate(8));
      assertThatThrownBy(() -> Tensors.floats(tensor))
          .isInstanceOf(RecordFormatException.class)
          .hasMessageContaining("shape=" + shape);
    }
  }

  @Test
  void floats_otherType_isRefused() {
    Tensor tensor = Tensors.ofDoubles(new double[] {1}, 1);
    assertThatThrownBy(() -> Tensors.floats(tensor)).hasMessageContaining("FLOAT64");
  }

  @Test
  void of_shapeThatContradictsTheValues_isRefused() {
    assertThatThrownBy(() -> Tensors.of(new float[3], 2, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
