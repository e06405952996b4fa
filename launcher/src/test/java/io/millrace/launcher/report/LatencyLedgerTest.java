package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyLedgerTest {
  private final LatencyLedger ledger = new LatencyLedger();

  @Test
  void publishedToActing_laterVersionActedFirst_takesTheEarliestAction() {
    ledger.used(1_000, 5);
    ledger.acted(5, 1_090);
    ledger.acted(5, 1_060);
    ledger.acted(6, 1_040); // another worker skipped version 5

    assertThat(ledger.publishedToActing().p50()).isEqualTo(40);
  }

  @Test
  void publishedToActing_versionNeverActed_isLeftOut() {
    ledger.used(1_000, 2);
    ledger.used(1_010, 3);
    ledger.acted(1, 900);
    ledger.acted(2, 1_020);

    assertThat(ledger.publishedToActing()).isEqualTo(new Percentiles(20.0, 20.0, 20.0));
  }

  @Test
  void publishedToActing_nothingUsed_isUnknown() {
    assertThat(ledger.publishedToActing()).isEqualTo(new Percentiles(null, null, null));
  }
}
