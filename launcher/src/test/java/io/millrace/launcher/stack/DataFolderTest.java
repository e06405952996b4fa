package io.millrace.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.launcher.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @Test
  void close_folderWithContent_removesIt(@TempDir Path parent) throws Exception {
    DataFolder data = DataFolder.open(parent.resolve("a/b"), false);
    Files.writeString(data.folder("kafka").resolve("log"), "bytes");

    data.close();
    data.close(); // again: nothing happens

    assertThat(parent.resolve("a/b")).doesNotExist();
  }

  @Test
  void close_folderToKeep_leavesIt(@TempDir Path parent) throws Exception {
    DataFolder data = DataFolder.open(parent.resolve("a"), true);
    Files.writeString(data.folder("kafka").resolve("log"), "bytes");

    data.close();

    assertThat(parent.resolve("a/kafka/log")).exists();
  }

  @Test
  void open_folderInUse_refusesAndTouchesNothing(@TempDir Path folder) throws Exception {
    Path theirs = Files.writeString(folder.resolve("thesis.tex"), "years of work");

    assertThatThrownBy(() -> DataFolder.open(folder, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("must be empty or missing");
    assertThat(theirs).exists();
  }

  @Test
  void open_noneNamed_makesATemporaryOne() {
    DataFolder data = DataFolder.open(null, false);

    assertThat(data.root()).isDirectory();
    data.close();
    assertThat(data.root()).doesNotExist();
  }
}
