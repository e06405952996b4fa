package io.millrace.flow.learner;

import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.objective.Measurements;

/**
 * How different the first actions of a group are, which all answer the same observation: the mean
 * over groups and dimensions of their standard deviation. It stands for the policy's entropy, which
 * a flow does not tell; near 0 the policy has settled on one action.
 */
final class ActionSpread {
  private ActionSpread() {}

  static void measure(ActionBatch rows, Measurements measured) {
    int size = rows.actionSize();
    int row = 0;
    while (row < rows.rows()) {
      int end = row;
      while (end < rows.rows() && rows.group[end] == rows.group[row]) {
        end++;
      }
      for (int d = 0; d < size; d++) {
        ofGroup(rows, row, end, d, measured);
      }
      row = end;
    }
  }

  private static void ofGroup(
      ActionBatch rows, int from, int to, int dimension, Measurements measured) {
    int members = 0;
    double mean = 0;
    for (int row = from; row < to; row++) {
      if (rows.time[row] == 0) {
        members++;
        mean += rows.action[row * rows.actionSize() + dimension];
      }
    }
    if (members < 2) {
      return;
    }
    mean /= members;
    double squares = 0;
    for (int row = from; row < to; row++) {
      if (rows.time[row] == 0) {
        double offset = rows.action[row * rows.actionSize() + dimension] - mean;
        squares += offset * offset;
      }
    }
    measured.mean("action-spread", Math.sqrt(squares / members));
  }
}
