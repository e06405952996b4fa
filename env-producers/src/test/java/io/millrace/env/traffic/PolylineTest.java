package io.millrace.env.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PolylineTest {
  private static final Polyline BENT =
      new Polyline(List.of(new Point(0, 0), new Point(10, 0), new Point(10, 10)));

  @Test
  void part_acrossABend_keepsTheCornerAndTheLength() {
    Polyline part = BENT.part(6, 13);
    assertThat(part.start()).isEqualTo(new Point(6, 0));
    assertThat(part.points()).contains(new Point(10, 0));
    assertThat(part.end()).isEqualTo(new Point(10, 3));
    assertThat(part.length()).isEqualTo(7);
  }

  @Test
  void part_ofOneSegment_leavesTheOtherOut() {
    assertThat(BENT.part(2, 5).points()).containsExactly(new Point(2, 0), new Point(5, 0));
  }

  @Test
  void part_ofAll_isTheLine() {
    assertThat(BENT.part(0, 20).length()).isEqualTo(20);
    assertThat(BENT.part(0, 20).end()).isEqualTo(BENT.end());
  }
}
