package io.millrace.env.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FifoLedgerTest {

  private static final int BUY = 1;
  private static final int SELL = -1;

  private final FifoLedger ledger = new FifoLedger(1, 3);
  private final double[] state = new double[1 + FifoLedger.size(3)];

  /** Golden case of the method's sheet: the first lot is closed first, so 3 and not 2. */
  @Test
  void trade_twoBoughtThenSold_realizesTheOldestFirst() {
    assertThat(ledger.trade(state, BUY, 100)).isZero();
    assertThat(ledger.trade(state, BUY, 101)).isZero();
    assertThat(ledger.unrealized(state, 103)).isEqualTo(5);
    assertThat(ledger.trade(state, SELL, 103)).isEqualTo(3);
    assertThat(ledger.inventory(state)).isEqualTo(1);
    assertThat(state[2]).isEqualTo(101);
    assertThat(ledger.trade(state, SELL, 100)).isEqualTo(-1);
    assertThat(ledger.inventory(state)).isZero();
    assertThat(state).containsOnly(0);
  }

  @Test
  void trade_shortThenCovered_realizesSellLessBuy() {
    ledger.trade(state, SELL, 102);
    ledger.trade(state, SELL, 104);
    assertThat(ledger.inventory(state)).isEqualTo(-2);
    assertThat(ledger.unrealized(state, 101)).isEqualTo(4);
    assertThat(ledger.trade(state, BUY, 101)).isEqualTo(1);
    assertThat(ledger.trade(state, BUY, 101)).isEqualTo(3);
    assertThat(ledger.trade(state, BUY, 101)).isZero();
    assertThat(ledger.inventory(state)).isEqualTo(1);
  }

  @Test
  void trade_beyondTheLimit_throws() {
    for (int i = 0; i < 3; i++) {
      assertThat(ledger.accepts(state, SELL)).isTrue();
      ledger.trade(state, SELL, 100);
    }
    assertThat(ledger.accepts(state, SELL)).isFalse();
    assertThat(ledger.accepts(state, BUY)).isTrue();
    assertThatThrownBy(() -> ledger.trade(state, SELL, 100))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("at most 3 lots");
  }
}
