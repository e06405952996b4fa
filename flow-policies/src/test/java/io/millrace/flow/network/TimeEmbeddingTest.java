package io.millrace.flow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.tensor.Tape;
import org.junit.jupiter.api.Test;

final class TimeEmbeddingTest {
  @Test
  void fill_anyTau_hasTheBitsOfTheTape() {
    TimeEmbedding embedding = new TimeEmbedding(32, 1, 1000);
    float[] taus = {0f, 0.1f, 0.25f, 0.999f};
    float[] filled = new float[taus.length * 32];
    for (int i = 0; i < taus.length; i++) {
      embedding.fill(taus[i], filled, i * 32);
    }
    Tape tape = new Tape();
    assertThat(embedding.forward(tape, tape.input(taus, 4, 1)).data()).containsExactly(filled);
  }

  @Test
  void fill_geometricFrequencies_runFromFirstToLast() {
    float[] features = new float[6];
    new TimeEmbedding(6, 1, 100).fill(0.01f, features, 0);
    float[] expected = {
      (float) Math.sin(0.01),
      (float) Math.sin(0.1),
      (float) Math.sin(1),
      (float) Math.cos(0.01),
      (float) Math.cos(0.1),
      (float) Math.cos(1)
    };
    assertThat(features).containsExactly(expected, within(1e-6f));
  }

  @Test
  void create_oddWidth_isRefused() {
    assertThatThrownBy(() -> TimeEmbedding.falling(5)).hasMessageContaining("width=5");
  }
}
