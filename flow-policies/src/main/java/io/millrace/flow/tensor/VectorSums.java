package io.millrace.flow.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The whole blocks of {@link Sums} on vector registers, in the same order of additions. */
final class VectorSums {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = Math.min(SPECIES.length(), Sums.LANES);

  private VectorSums() {}

  static double absolute(float[] x) {
    float[] lanes = VectorKernel.scratchLanes();
    double sum = 0;
    for (int block = 0; block + Sums.BLOCK <= x.length; block += Sums.BLOCK) {
      for (int lane = 0; lane < Sums.LANES; lane += WIDTH) {
        FloatVector s = FloatVector.zero(SPECIES);
        for (int i = block + lane; i < block + Sums.BLOCK; i += Sums.LANES) {
          s = s.add(FloatVector.fromArray(SPECIES, x, i).abs());
        }
        s.intoArray(lanes, lane);
      }
      sum += total(lanes);
    }
    return sum;
  }

  static double squares(float[] x) {
    float[] lanes = VectorKernel.scratchLanes();
    double sum = 0;
    for (int block = 0; block + Sums.BLOCK <= x.length; block += Sums.BLOCK) {
      for (int lane = 0; lane < Sums.LANES; lane += WIDTH) {
        FloatVector s = FloatVector.zero(SPECIES);
        for (int i = block + lane; i < block + Sums.BLOCK; i += Sums.LANES) {
          FloatVector y = FloatVector.fromArray(SPECIES, x, i);
          s = s.add(y.mul(y));
        }
        s.intoArray(lanes, lane);
      }
      sum += total(lanes);
    }
    return sum;
  }

  private static double total(float[] lanes) {
    double sum = 0;
    for (int lane = 0; lane < Sums.LANES; lane++) {
      sum += lanes[lane];
    }
    return sum;
  }
}
