package io.millrace.flow.piflow;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/** A number of each row that depends on its segment and flow time alone. */
interface RowWeights {
  double of(Segment segment, double tau);

  /** [rows][1], data. */
  static Value column(Tape tape, Segment[] segments, double[] tau, RowWeights weights) {
    Value column = tape.input(tau.length, 1);
    for (int row = 0; row < tau.length; row++) {
      column.data()[row] = (float) weights.of(segments[row], tau[row]);
    }
    return column;
  }
}
