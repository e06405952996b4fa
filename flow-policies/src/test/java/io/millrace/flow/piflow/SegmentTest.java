package io.millrace.flow.piflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SegmentTest {
  @Test
  void chain_shorterLastSegment_coversTheFlow() {
    Segment[] chain = Segment.chain(4, 0.5, 1);
    assertThat(chain[0].start()).isZero();
    assertThat(chain[3].rawEnd()).isZero();
    for (int k = 0; k < 3; k++) {
      assertThat(chain[k].rawStart() - chain[k].rawEnd()).isCloseTo(2 / 7.0, within(1e-12));
      assertThat(chain[k].rawEnd()).isCloseTo(chain[k + 1].rawStart(), within(1e-12));
    }
    assertThat(chain[3].rawStart()).isCloseTo(1 / 7.0, within(1e-12));
  }

  /** t = 3.2 * .5 / (1 + 2.2 * .5) = 16 / 21. */
  @Test
  void tau_shifted_spendsSubstepsOnNoise() {
    Segment whole = new Segment(1, 0, 3.2);
    assertThat(whole.tau(4, 8)).isCloseTo(5 / 21.0, within(1e-12));
    assertThat(whole.fromEnd(5 / 21.0)).isCloseTo(0.5, within(1e-12));
    assertThat(whole.tau(8, 8)).isEqualTo(1);
  }

  @Test
  void construct_emptySegment_saysSo() {
    assertThatThrownBy(() -> new Segment(0.5, 0.5, 1)).hasMessageContaining("rawEnd=0.5");
  }
}
