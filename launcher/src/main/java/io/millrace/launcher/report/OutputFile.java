package io.millrace.launcher.report;

import io.millrace.launcher.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that the user asked for: written whole or not at all. */
public record OutputFile(Path path) {

  /**
   * Says now whether it can be written later, so that long work is not lost to a typo.
   *
   * @throws UserError where it cannot
   */
  public void checkWritable() {
    Path folder = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new UserError("the file's folder must exist and be writable, folder=" + folder);
    }
    if (Files.isDirectory(path)) {
      throw new UserError("expected a file to write, got a folder, file=" + path);
    }
  }

  public void write(byte[] content) {
    Path target = path.toAbsolutePath();
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      Files.write(partial, content);
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError("the file cannot be written, file=" + path + ": " + e.getMessage());
    }
  }
}
