package io.millrace.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatedTest {
  @Test
  void measure_shortWork_isRepeatedInBlocksAndTimed() {
    AtomicLong calls = new AtomicLong();
    Repeated contender = new Repeated("counter", calls::incrementAndGet);
    for (Clock clock : Clock.values()) {
      calls.set(0);
      assertThat(contender.measure(0.002, clock)).isPositive().isLessThan(1);
      assertThat(calls.get()).isGreaterThan(1);
    }
  }

  @Test
  void measure_noTimeAtAll_stillMeasuresOnce() {
    AtomicLong calls = new AtomicLong();
    assertThat(new Repeated("once", calls::incrementAndGet).measure(0, Clock.WALL)).isPositive();
    assertThat(calls.get()).isPositive();
  }
}
