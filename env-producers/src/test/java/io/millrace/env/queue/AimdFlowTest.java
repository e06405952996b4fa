package io.millrace.env.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden numbers of the method's sheet. */
class AimdFlowTest {

  /** Buffer and mean queue in bandwidth-delay products. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0, 0.75, 0",
    "0.5, 0.25, 0.892857, 0.055556",
    "0.5, 0.5, 0.964286, 0.190476",
    "0.5, 1, 1, 0.555556",
    "0.8, 0, 0.9, 0",
  })
  void closedForm_goldenBuffer_matches(
      double decrease, double buffer, double utilization, double queue) {
    AimdFlow flow = new AimdFlow(2000, 0.02, decrease);
    assertThat(flow.utilization(buffer * 40)).isCloseTo(utilization, within(1e-6));
    assertThat(flow.meanQueue(buffer * 40)).isCloseTo(queue * 40, within(40e-6));
  }

  @ParameterizedTest
  @CsvSource({"0.8, 0.25", "0.8, 3", "0.5, 1", "0.5, 2"})
  void utilization_bufferThatNeverRunsDry_isOne(double decrease, double buffer) {
    assertThat(new AimdFlow(2000, 0.02, decrease).utilization(buffer * 40))
        .isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "15, 15, 19.45, 20, 5, 12, 4",
    "25, 15, 32.42, 33, 9, 21, 7",
    "5, 15, 6.48, 7, 2, 4, 1",
    "15, 25, 32.42, 33, 9, 17, 6",
  })
  void bestBuffer_goldenFlow_matches(
      double megabits,
      double millis,
      double bandwidthDelay,
      int renoCheap,
      int bicCheap,
      int reno,
      int bic) {
    AimdFlow halving = AimdFlow.of(megabits, millis, 0.5);
    AimdFlow fifth = AimdFlow.of(megabits, millis, 0.8);
    assertThat(halving.bandwidthDelay()).isCloseTo(bandwidthDelay, within(0.005));
    assertThat(halving.bestBuffer(0.01, 200)).isEqualTo(renoCheap);
    assertThat(fifth.bestBuffer(0.01, 200)).isEqualTo(bicCheap);
    assertThat(halving.bestBuffer(10, 200)).isEqualTo(reno);
    assertThat(fifth.bestBuffer(10, 200)).isEqualTo(bic);
  }

  /** The simulator against theory, 1 % of capacity and of the bandwidth-delay product, 40. */
  @ParameterizedTest
  @CsvSource({"0.5, 0", "0.5, 10", "0.5, 20", "0.5, 40", "0.8, 0", "0.8, 10", "0.8, 20", "0.8, 40"})
  void simulation_longFlow_isWithinOnePercentOfTheory(double decrease, double buffer) {
    AimdFlow flow = new AimdFlow(2000, 0.02, decrease);
    QueueFigures figures = QueueFigures.fifo(flow, buffer, 60, 2000);
    assertThat(figures.throughput() / 2000).isCloseTo(flow.utilization(buffer), within(0.01));
    assertThat(figures.queue() / 40).isCloseTo(flow.meanQueue(buffer) / 40, within(0.01));
  }

  /** The sheet's own simulation by round trips: a second implementation. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.7497, 0",
    "10, 0.8903, 0.0588",
    "20, 0.9620, 0.1943",
    "40, 1.0000, 0.5571",
  })
  void simulation_ofTheSheet_agrees(double buffer, double utilization, double queue) {
    QueueFigures figures = QueueFigures.fifo(new AimdFlow(2000, 0.02, 0.5), buffer, 60, 2000);
    assertThat(figures.throughput() / 2000).isCloseTo(utilization, within(0.002));
    assertThat(figures.queue() / 40).isCloseTo(queue, within(0.002));
  }
}
