package io.millrace.launcher.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private static RunStatus status(long update, double elapsed, Double left) {
    return new RunStatus(update, 40, List.of(0.49, 0.83), 0.83, 0.4, 1204.4, elapsed, left);
  }

  @Test
  void plain_manyStatuses_printsOneLineEveryTwoSeconds() {
    PlainProgress progress = new PlainProgress(out);
    for (int i = 0; i <= 40; i++) {
      progress.show(status(i, i * 0.25, 3.0));
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .hasSize(6) // at 0.25 s, 2.25 s, ... and the last update
        .first()
        .isEqualTo(
            "update 1/40  return 0.830  success 83 %  staleness 0.400"
                + "  1,204 trajectories/s  about 3.0 s left");
  }

  @Test
  void plain_sameUpdateAgain_printsNothingNew() {
    PlainProgress progress = new PlainProgress(out);
    progress.show(status(3, 1, null));
    progress.show(status(3, 9, null));

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void block_anyWidth_neverWraps() {
    for (int width : new int[] {39, 60, 99}) {
      assertThat(TerminalProgress.block(status(17, 12, 18.0), width))
          .hasSize(6)
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void terminal_secondStatus_drawsOverTheFirst() {
    TerminalProgress progress = new TerminalProgress(out, 80);
    progress.show(status(1, 1, null));
    progress.show(status(2, 2, null));
    progress.end();

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("\u001b[6A\r\u001b[J").endsWith("\u001b[6A\r\u001b[J");
  }

  @Test
  void numbers_smallAndLarge_readWell() {
    assertThat(Numbers.value(-1204.4)).isEqualTo("-1,204");
    assertThat(Numbers.value(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.seconds(3.21)).isEqualTo("3.2 s");
    assertThat(Numbers.seconds(200)).isEqualTo("3 min 20 s");
    assertThat(Numbers.percent(0.476)).isEqualTo("48 %");
  }
}
