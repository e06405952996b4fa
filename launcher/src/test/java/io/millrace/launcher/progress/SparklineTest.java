package io.millrace.launcher.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void of_risingValues_usesEveryHeight() {
    assertThat(Sparkline.of(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0), 20))
        .isEqualTo("▁▂▃▄▅▆▇█");
  }

  @Test
  void of_moreValuesThanWidth_averagesThem() {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      values.add((double) i);
    }

    assertThat(Sparkline.of(values, 8)).isEqualTo("▁▂▃▄▅▆▇█");
  }

  @Test
  void of_equalValues_drawsALevelLine() {
    assertThat(Sparkline.of(List.of(3.0, 3.0, 3.0), 5)).isEqualTo("▄▄▄");
  }

  @Test
  void of_valuesThatAreNotFinite_leavesGaps() {
    assertThat(Sparkline.of(List.of(0.0, Double.NaN, 1.0), 5)).isEqualTo("▁ █");
  }

  @Test
  void of_nothing_isEmpty() {
    assertThat(Sparkline.of(List.of(), 5)).isEmpty();
  }
}
