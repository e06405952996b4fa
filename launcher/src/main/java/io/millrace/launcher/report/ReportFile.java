package io.millrace.launcher.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.millrace.launcher.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a report as JSON, whole or not at all. */
public final class ReportFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ReportFile() {}

  public static String json(RunReport report) {
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write the report as JSON", e);
    }
  }

  /**
   * Says now whether the report can be written later, so that a long run is not lost to a typo.
   *
   * @throws UserError where it cannot
   */
  public static void checkWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new UserError("the report's folder must exist and be writable, folder=" + folder);
    }
    if (Files.isDirectory(file)) {
      throw new UserError("the report must be a file, got a folder, report=" + file);
    }
  }

  public static void write(RunReport report, Path file) {
    Path target = file.toAbsolutePath();
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      Files.writeString(partial, json(report) + "\n");
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError("the report cannot be written, report=" + file + ": " + e.getMessage());
    }
  }
}
