package io.millrace.env.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FlowFeaturesTest {

  private final FlowFeatures features = new FlowFeatures(2);
  private final double[] state = new double[2 + FlowFeatures.SIZE];

  private float[] observe() {
    float[] observation = new float[FlowFeatures.COUNT];
    features.observe(state, observation);
    return observation;
  }

  /**
   * 20 packets at once are 20 times one packet; but the deviation, which is from what was known.
   */
  @Test
  void update_manyPacketsAtOnce_areManyUpdates() {
    double weight = 1.0 / 16;
    double average = 0;
    for (int i = 0; i < 20; i++) {
      average += weight * (12 - average);
    }
    features.update(state, 20, 0.02, 12, 30, false);
    assertThat((double) observe()[0]).isCloseTo(average / 60, within(1e-6));
    assertThat((double) observe()[20]).isCloseTo(average / 12 * 30 / 60, within(1e-6));
    double deviation = Math.sqrt(average / 12 * 144);
    assertThat((double) observe()[10]).isCloseTo(deviation / 60, within(1e-6));
  }

  /** Rates are known after 1/w packets, and are the inverse of the average gap. */
  @Test
  void update_longSteadyFlow_knowsItsRates() {
    features.update(state, 20, 0.02, 0, 30, false);
    assertThat(observe()[40]).isGreaterThan(0);
    assertThat(observe()[41]).isZero();
    for (int i = 0; i < 5000; i++) {
      features.update(state, 20, 0.02, 5, 30, false);
    }
    for (int i = 0; i < 10; i++) {
      assertThat((double) observe()[i]).isCloseTo(5.0 / 60, within(1e-4));
      assertThat((double) observe()[10 + i]).isCloseTo(0, within(1e-3));
      assertThat((double) observe()[30 + i]).isCloseTo(0.5, within(1e-3));
      assertThat((double) observe()[40 + i]).isCloseTo(0.5, within(1e-3));
    }
  }

  /** One packet in 101 is dropped: the longest memories say so. */
  @Test
  void update_drops_areAveraged() {
    for (int i = 0; i < 2000; i++) {
      features.update(state, 100, 0.05, 5, 30, true);
    }
    assertThat((double) observe()[59]).isCloseTo(1 / 1.01, within(0.02));
  }
}
