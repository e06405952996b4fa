package io.millrace.env.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden numbers of the method's sheet: gamma 0.1, sigma 2, k 1.5, T - t = 1, mid 100. */
class AvellanedaStoikovTest {

  private final AvellanedaStoikov dealer = new AvellanedaStoikov(0.1, 2, 1.5);

  @ParameterizedTest
  @CsvSource({
    "-2, 100.8, 99.954615, 101.645385",
    "0, 100, 99.154615, 100.845385",
    "3, 98.8, 97.954615, 99.645385",
  })
  void quotes_goldenInventory_match(int inventory, double reservation, double bid, double ask) {
    assertThat(dealer.reservation(100, inventory, 1)).isCloseTo(reservation, within(1e-9));
    assertThat(dealer.bid(100, inventory, 1)).isCloseTo(bid, within(1e-6));
    assertThat(dealer.ask(100, inventory, 1)).isCloseTo(ask, within(1e-6));
    assertThat(dealer.spread(1)).isCloseTo(1.690770, within(1e-6));
  }

  @Test
  void spread_noAversion_isTwiceTheBestDepth() {
    double limit = new AvellanedaStoikov(1e-9, 2, 1.5).spread(1);
    assertThat(new AvellanedaStoikov(0, 2, 1.5).spread(1)).isCloseTo(limit, within(1e-6));
    assertThat(new SyntheticBook(140, 1.5, 2).bestDepth()).isCloseTo(limit / 2, within(1e-6));
  }
}
