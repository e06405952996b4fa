package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schema.Fate;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class FateLedgerTest {
  private final FateLedger ledger = new FateLedger();

  @Test
  void counts_eachFateOnce_addsUp() {
    ledger.add(0, 0, Fate.USED);
    ledger.add(0, 1, Fate.STALE);
    ledger.add(0, 2, Fate.REJECTED);
    ledger.add(1, 0, Fate.DUPLICATE);
    ledger.add(1, 1, Fate.LATE);
    ledger.add(1, 2, Fate.INCOMPLETE);
    ledger.add(1, 3, Fate.MARKER);

    assertThat(ledger.counts(9)).isEqualTo(new RunReport.Fates(8, 1, 1, 1, 1, 1, 1, 2));
  }

  @Test
  void add_sameRecordAgain_keepsTheStrongest() {
    ledger.add(0, 7, Fate.INCOMPLETE);
    ledger.add(0, 7, Fate.USED);
    ledger.add(0, 7, Fate.DUPLICATE);
    ledger.add(0, 7, Fate.USED);

    assertThat(ledger.counts(1)).isEqualTo(new RunReport.Fates(1, 1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void add_sameOffsetOfTwoPartitions_countsTwo() {
    ledger.add(0, 7, Fate.USED);
    ledger.add(3, 7, Fate.USED);

    assertThat(ledger.counts(2).used()).isEqualTo(2);
  }

  @Test
  void add_unknownFate_leavesTheRecordOpen() {
    ledger.add(0, 0, Fate.UNKNOWN);

    assertThat(ledger.counts(1).open()).isEqualTo(1);
  }

  @Test
  void counts_moreFatesThanRecords_refuses() {
    ledger.add(0, 0, Fate.USED);
    ledger.add(0, 1, Fate.USED);

    assertThatThrownBy(() -> ledger.counts(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fates=2, records=1");
  }

  @RepeatedTest(5)
  void counts_fatesInAnyOrder_alwaysAddUp() {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
      ledger.add(random.nextInt(4), random.nextInt(500), fate);
    }

    RunReport.Fates f = ledger.counts(2_000);
    assertThat(
            f.used()
                + f.late()
                + f.stale()
                + f.duplicate()
                + f.rejected()
                + f.incomplete()
                + f.open())
        .isEqualTo(f.published());
  }
}
