package io.millrace.flow.objective;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/** How per-dimension numbers become one number a row. */
public enum LogProbReduction {
  /** The joint density's logarithm. */
  SUM {
    @Override
    Value reduce(Tape tape, Value perDimension) {
      return tape.sumColumns(perDimension);
    }

    @Override
    float reduce(float[] values, int from, int count) {
      double sum = 0;
      for (int i = from; i < from + count; i++) {
        sum += values[i];
      }
      return (float) sum;
    }
  },
  /** Its mean over dimensions, as codes for images have it: their tiny clip ranges go with it. */
  MEAN {
    @Override
    Value reduce(Tape tape, Value perDimension) {
      return tape.meanColumns(perDimension);
    }

    @Override
    float reduce(float[] values, int from, int count) {
      return SUM.reduce(values, from, count) / count;
    }
  };

  /** [rows][columns] to [rows][1]. */
  abstract Value reduce(Tape tape, Value perDimension);

  /** The same of plain numbers. */
  abstract float reduce(float[] values, int from, int count);
}
