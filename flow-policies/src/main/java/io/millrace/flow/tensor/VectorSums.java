package io.millrace.flow.tensor;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The sums of {@link Sums} on vector registers, in the same order of additions. */
final class VectorSums {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
  private static final int LANES = DOUBLES.length();

  private VectorSums() {}

  /** Whether the eight chains fill one register or two. */
  static boolean pays() {
    return LANES == Sums.CHAINS || 2 * LANES == Sums.CHAINS;
  }

  static double absolute(float[] x) {
    DoubleVector low = DoubleVector.zero(DOUBLES);
    DoubleVector high = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i + Sums.CHAINS <= x.length; i += Sums.CHAINS) {
      low = low.add(load(x, i).abs());
      if (LANES < Sums.CHAINS) {
        high = high.add(load(x, i + LANES).abs());
      }
    }
    double rest = 0;
    for (; i < x.length; i++) {
      rest += Math.abs(x[i]);
    }
    return total(low, high) + rest;
  }

  static double squares(float[] x) {
    DoubleVector low = DoubleVector.zero(DOUBLES);
    DoubleVector high = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i + Sums.CHAINS <= x.length; i += Sums.CHAINS) {
      DoubleVector a = load(x, i);
      low = low.add(a.mul(a));
      if (LANES < Sums.CHAINS) {
        DoubleVector b = load(x, i + LANES);
        high = high.add(b.mul(b));
      }
    }
    double rest = 0;
    for (; i < x.length; i++) {
      rest += (double) x[i] * x[i];
    }
    return total(low, high) + rest;
  }

  private static DoubleVector load(float[] x, int from) {
    return (DoubleVector)
        FloatVector.fromArray(FLOATS, x, from).convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  private static double total(DoubleVector low, DoubleVector high) {
    if (LANES == Sums.CHAINS) {
      return Sums.total(
          low.lane(0),
          low.lane(1),
          low.lane(2),
          low.lane(3),
          low.lane(4),
          low.lane(5),
          low.lane(6),
          low.lane(7));
    }
    return Sums.total(
        low.lane(0),
        low.lane(1),
        low.lane(2),
        low.lane(3),
        high.lane(0),
        high.lane(1),
        high.lane(2),
        high.lane(3));
  }
}
