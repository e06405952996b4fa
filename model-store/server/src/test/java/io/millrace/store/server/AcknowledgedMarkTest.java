package io.millrace.store.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcknowledgedMarkTest {
  @TempDir private Path directory;

  private long reopened() throws Exception {
    try (AcknowledgedMark mark = AcknowledgedMark.open(directory.resolve("mark"))) {
      return mark.opened();
    }
  }

  @Test
  void open_newFile_isZero() throws Exception {
    assertThat(reopened()).isZero();
    assertThat(reopened()).isZero();
  }

  @Test
  void open_afterAdvances_isTheLast() throws Exception {
    try (AcknowledgedMark mark = AcknowledgedMark.open(directory.resolve("mark"))) {
      mark.advance(7);
      mark.advance(1L << 40);
    }
    assertThat(reopened()).isEqualTo(1L << 40);
  }

  @Test
  void open_damagedFile_isZeroRatherThanWrong() throws Exception {
    try (AcknowledgedMark mark = AcknowledgedMark.open(directory.resolve("mark"))) {
      mark.advance(7);
    }
    byte[] bytes = Files.readAllBytes(directory.resolve("mark"));
    bytes[3] ^= 1;
    Files.write(directory.resolve("mark"), bytes);
    assertThat(reopened()).isZero();
  }
}
