package io.millrace.env.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;

class SyntheticBookTest {

  private final SyntheticBook book = new SyntheticBook(140, 1.5, 2);

  /** Golden numbers of the method's sheet. */
  @Test
  void earnings_goldenBook_match() {
    assertThat(book.bestDepth()).isCloseTo(0.666667, within(1e-6));
    assertThat(book.earnings(book.bestDepth())).isCloseTo(34.335415, within(1e-6));
    double best = book.earnings(book.bestDepth());
    assertThat(book.earnings(0.5 / 1.5) / best).isCloseTo(0.8244, within(1e-4));
    assertThat(book.earnings(2 / 1.5) / best).isCloseTo(0.7358, within(1e-4));
  }

  @Test
  void orders_longRun_comeAtTheirRateAndReachAsDeep() {
    RandomSource random = new RandomSource(11);
    int orders = 0;
    int deep = 0;
    for (double time = book.gap(random); time < 500; time += book.gap(random)) {
      orders++;
      deep += book.reach(random) >= 1 ? 1 : 0;
    }
    assertThat(orders / 500.0).isCloseTo(280, within(3.0));
    assertThat((double) deep / orders).isCloseTo(Math.exp(-1.5), within(0.005));
  }

  @Test
  void move_manyMoves_haveTheVolatility() {
    RandomSource random = new RandomSource(12);
    double squares = 0;
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      squares += Math.pow(book.move(100, 0.25, random) - 100, 2) / n;
    }
    assertThat(Math.sqrt(squares)).isCloseTo(1, within(0.02));
    assertThat(new SyntheticBook(1, 1, 0).move(0.5, 1, random)).isEqualTo(1);
  }
}
