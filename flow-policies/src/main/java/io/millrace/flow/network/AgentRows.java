package io.millrace.flow.network;

import java.util.Arrays;

/** Which rows of a batch belong to which agent; used again from batch to batch. */
final class AgentRows {
  private final int agents;
  private final int numberAt;
  private final int[] ends;
  private int[] sorted = new int[0];

  /**
   * @param numberAt the column that holds the agent's number
   */
  AgentRows(int agents, int numberAt) {
    this.agents = agents;
    this.numberAt = numberAt;
    this.ends = new int[agents + 1];
  }

  /**
   * Looks at a batch.
   *
   * @param x [rows][width]
   * @throws IllegalArgumentException naming the row and value of what is no agent's number
   */
  AgentRows of(float[] x, int width, int rows) {
    if (sorted.length < rows) {
      sorted = new int[rows];
    }
    Arrays.fill(ends, 0);
    for (int row = 0; row < rows; row++) {
      ends[number(x, width, row) + 1]++;
    }
    for (int agent = 0; agent < agents; agent++) {
      ends[agent + 1] += ends[agent];
    }
    // Filling moves each agent's beginning to its end, which is where the next one begins.
    for (int row = 0; row < rows; row++) {
      sorted[ends[number(x, width, row)]++] = row;
    }
    return this;
  }

  private int number(float[] x, int width, int row) {
    float value = x[row * width + numberAt];
    if (!(value >= 0 && value < agents && value == (int) value)) {
      throw new IllegalArgumentException(
          "expected an agent's number of 0 to %d, row=%d value=%s"
              .formatted(agents - 1, row, value));
    }
    return (int) value;
  }

  private int from(int agent) {
    return agent == 0 ? 0 : ends[agent - 1];
  }

  /** How many rows are this agent's. */
  int count(int agent) {
    return ends[agent] - from(agent);
  }

  /** The i-th of this agent's rows. */
  int row(int agent, int i) {
    return sorted[from(agent) + i];
  }

  /** All rows of this agent, in order; a copy. */
  int[] rows(int agent) {
    return Arrays.copyOfRange(sorted, from(agent), ends[agent]);
  }
}
