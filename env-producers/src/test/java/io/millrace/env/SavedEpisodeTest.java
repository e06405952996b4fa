package io.millrace.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedEpisodeTest {
  private static final double[] NUMBERS = {1.5, -0.0, Double.MIN_VALUE, 1e300};

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void of_bytes_givesBackEveryBit(boolean running) {
    SavedEpisode again = SavedEpisode.of("x", new SavedEpisode(running, NUMBERS).bytes("x"));
    assertThat(again.running()).isEqualTo(running);
    assertThat(again.state()).containsExactly(NUMBERS);
  }

  @Test
  void of_noNumbers_isAnEpisode() {
    assertThat(SavedEpisode.of("x", new SavedEpisode(true, new double[0]).bytes("x")).state())
        .isEmpty();
  }

  @Test
  void of_otherBytes_areRefusedWithTheirNumber() {
    byte[] bytes = new SavedEpisode(true, NUMBERS).bytes("x");
    assertThatThrownBy(() -> SavedEpisode.of("y", bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a saved state of this environment, environment=y bytes=37");
    for (int length : new int[] {0, 3, 4, 6, 36}) {
      assertThatThrownBy(() -> SavedEpisode.of("x", Arrays.copyOf(bytes, length)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bytes=" + length);
    }
  }
}
