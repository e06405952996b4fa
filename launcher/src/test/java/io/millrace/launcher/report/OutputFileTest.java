package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.launcher.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir private Path folder;

  @Test
  void checkWritable_missingFolder_saysWhich() {
    assertThatThrownBy(() -> new OutputFile(folder.resolve("no/report.json")).checkWritable())
        .isInstanceOf(UserError.class)
        .hasMessageContaining(folder.resolve("no").toString());
  }

  @Test
  void checkWritable_folder_isNoFile() {
    assertThatThrownBy(() -> new OutputFile(folder).checkWritable())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("got a folder, file=" + folder);
  }

  @Test
  void write_fileThatIsThere_isReplacedAndNothingElseIsLeft() throws Exception {
    Path file = Files.writeString(folder.resolve("report.json"), "a longer text than the new one");

    new OutputFile(file).write(new byte[] {'n', 'e', 'w'});

    assertThat(file).hasContent("new");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
