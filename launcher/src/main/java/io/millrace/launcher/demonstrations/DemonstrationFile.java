package io.millrace.launcher.demonstrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.launcher.error.UserError;
import io.millrace.schema.Trajectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Rows of an observation and the action taken there. In a file whose name ends in {@code .csv} a
 * row is the observation's numbers and then the action's, below a line of names or none; in any
 * other a row is {@code {"observation": [...], "action": [...]}} on a line.
 */
public final class DemonstrationFile {
  private static final int PROBLEMS_TOLD = 10;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Path file;
  private final int observationSize;
  private final int actionSize;

  /** A row as JSON. */
  record Row(double[] observation, double[] action) {}

  public DemonstrationFile(Path file, int observationSize, int actionSize) {
    this.file = file;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
  }

  /**
   * All rows as records of a topic.
   *
   * @param environment id of the environment that they are of
   * @throws UserError naming the lines that are no such row; then none is published
   */
  public Iterator<Trajectory> records(String environment) {
    String name = String.valueOf(file.getFileName());
    SampleRecord record = new SampleRecord(environment, "file");
    List<Trajectory> records = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    int line = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (text.isBlank() || (line == 1 && isHeader(text))) {
          continue;
        }
        try {
          float[] row = row(text);
          records.add(
              record.of(
                  SampleRecord.id(name + "\n" + text, line),
                  Arrays.copyOf(row, observationSize),
                  Arrays.copyOfRange(row, observationSize, row.length)));
        } catch (IllegalArgumentException e) {
          problems.add("line " + line + ": " + e.getMessage());
        }
      }
    } catch (IOException e) {
      throw new UserError(
          "the demonstrations cannot be read, file=%s line=%d: %s".formatted(file, line + 1, e));
    }
    if (!problems.isEmpty()) {
      throw refusal(problems);
    }
    return records.iterator();
  }

  private UserError refusal(List<String> problems) {
    int more = problems.size() - PROBLEMS_TOLD;
    return new UserError(
        "%d rows are wrong, so none was published, file=%s%n  %s%s"
            .formatted(
                problems.size(),
                file,
                String.join("\n  ", problems.subList(0, Math.min(PROBLEMS_TOLD, problems.size()))),
                more > 0 ? "\n  and " + more + " more" : ""));
  }

  private boolean isCsv() {
    return file.toString().endsWith(".csv");
  }

  /** Whether nothing in the line is a number. */
  private boolean isHeader(String text) {
    return isCsv() && Arrays.stream(text.split(",", -1)).noneMatch(cell -> isNumber(cell.strip()));
  }

  private static boolean isNumber(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The observation and then the action. */
  private float[] row(String text) {
    float[] row = new float[observationSize + actionSize];
    if (isCsv()) {
      String[] cells = text.split(",", -1);
      checkCount("cells", cells.length, row.length);
      for (int i = 0; i < row.length; i++) {
        row[i] = finite(place(i), parsed(place(i), cells[i].strip()));
      }
      return row;
    }
    Row read = json(text);
    double[] observation = read.observation() == null ? new double[0] : read.observation();
    double[] action = read.action() == null ? new double[0] : read.action();
    checkCount("observation", observation.length, observationSize);
    checkCount("action", action.length, actionSize);
    for (int i = 0; i < row.length; i++) {
      row[i] = finite(place(i), i < observationSize ? observation[i] : action[i - observationSize]);
    }
    return row;
  }

  private static Row json(String text) {
    try {
      Row row = JSON.readValue(text, Row.class);
      if (row == null) {
        throw new IllegalArgumentException("expected an object, got null");
      }
      return row;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "expected {\"observation\": [...], \"action\": [...]}: " + e.getOriginalMessage(), e);
    }
  }

  private String place(int i) {
    return i < observationSize ? "observation[" + i + "]" : "action[" + (i - observationSize) + "]";
  }

  private static void checkCount(String what, int got, int expected) {
    if (got != expected) {
      throw new IllegalArgumentException(
          "expected %d numbers, got %d, field=%s".formatted(expected, got, what));
    }
  }

  private static double parsed(String place, String cell) {
    if (!isNumber(cell)) {
      throw new IllegalArgumentException(
          "expected a number, field=%s value=\"%s\"".formatted(place, cell));
    }
    return Double.parseDouble(cell);
  }

  private static float finite(String place, double value) {
    if (!Float.isFinite((float) value)) {
      throw new IllegalArgumentException(
          "expected a finite number, field=%s value=%s".formatted(place, value));
    }
    return (float) value;
  }
}
