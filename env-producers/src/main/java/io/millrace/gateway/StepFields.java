package io.millrace.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.flow.discrete.Choices;
import io.millrace.gateway.Refusal.Code;
import java.util.Map;

/**
 * Reads what a session's messages say of its episodes, one or many. Everything is read before
 * anything is kept, so that a message that is refused leaves no trace. What is said of an episode
 * that has ended is passed over.
 */
final class StepFields {

  private final boolean batch;
  private final int width;
  private final Choices masks;
  final float[] observations;
  final float[] rewards;
  final boolean[] terminated;
  final boolean[] truncated;
  final Boolean[] success;
  Map<String, String> attributes = Map.of();

  /**
   * @param masks what the end of an observation may say; null where it says nothing of choices
   */
  StepFields(boolean batch, int episodes, int width, Choices masks) {
    this.masks = masks;
    this.batch = batch;
    this.width = width;
    this.observations = new float[episodes * width];
    this.rewards = new float[episodes];
    this.terminated = new boolean[episodes];
    this.truncated = new boolean[episodes];
    this.success = new Boolean[episodes];
  }

  private int episodes() {
    return rewards.length;
  }

  /** Reads {@code observation} or {@code observations} of the episodes that run. */
  void readObservations(Fields message, boolean[] running) {
    if (!batch) {
      message.numbers("observation", observations, 0, width);
      checkMask("observation", 0);
      return;
    }
    JsonNode list = message.perRow("observations", episodes());
    for (int row = 0; row < episodes(); row++) {
      if (running[row]) {
        Fields.numbers(
            "observations[" + row + "]", list.get(row), observations, row * width, width);
        checkMask("observations[" + row + "]", row);
      }
    }
  }

  private void checkMask(String name, int row) {
    String problem = masks == null ? null : masks.maskProblem(observations, (row + 1) * width);
    if (problem != null) {
      throw new Refusal(Code.BAD_MESSAGE, name + ": " + problem);
    }
  }

  /** Reads rewards, ends, success and attributes, and what is seen now. */
  void readStep(Fields message, boolean[] running) {
    readObservations(message, running);
    attributes = message.attributes("attributes");
    if (!batch) {
      message.number("reward", rewards, 0);
      terminated[0] = message.flag("terminated", false);
      truncated[0] = message.flag("truncated", false);
      success[0] = message.has("success") ? message.flag("success", false) : null;
      return;
    }
    JsonNode list = message.perRow("rewards", episodes());
    for (int row = 0; row < episodes(); row++) {
      if (running[row]) {
        rewards[row] = Fields.finite("rewards[" + row + "]", list.get(row));
      }
    }
    readFlags(message, "terminated", running, terminated);
    readFlags(message, "truncated", running, truncated);
    readSuccess(message, running);
  }

  private void readFlags(Fields message, String name, boolean[] running, boolean[] out) {
    JsonNode list = message.has(name) ? message.perRow(name, episodes()) : null;
    for (int row = 0; row < episodes(); row++) {
      out[row] = list != null && running[row] && flag(name, list, row);
    }
  }

  private void readSuccess(Fields message, boolean[] running) {
    JsonNode list = message.has("success") ? message.perRow("success", episodes()) : null;
    for (int row = 0; row < episodes(); row++) {
      boolean told = list != null && running[row] && !list.get(row).isNull();
      success[row] = told ? flag("success", list, row) : null;
    }
  }

  private static boolean flag(String name, JsonNode list, int row) {
    JsonNode value = list.get(row);
    if (!value.isBoolean()) {
      throw new Refusal(
          Code.BAD_MESSAGE,
          "%s[%d]: expected true or false, got %s".formatted(name, row, value.getNodeType()));
    }
    return value.booleanValue();
  }
}
