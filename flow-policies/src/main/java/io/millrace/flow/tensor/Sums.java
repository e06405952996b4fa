package io.millrace.flow.tensor;

/**
 * Sums over all numbers of a vector.
 *
 * <p>Blocks of 128 numbers are added up in float32, each of 16 lanes taking every 16th number; the
 * lanes of a block are then added in float64. So the rounding of at most eight additions is
 * float32's, and the order is the same with and without vector registers, and whatever their width.
 */
public final class Sums {
  static final int LANES = 16;
  static final int BLOCK = 8 * LANES;

  private static final boolean VECTORS = Gemm.hasVectors();

  private Sums() {}

  /** The sum of the absolute values; not finite where a number is not. */
  public static double absolute(float[] x) {
    double sum = VECTORS ? VectorSums.absolute(x) : absoluteInLoops(x);
    for (int i = x.length - x.length % BLOCK; i < x.length; i++) {
      sum += Math.abs(x[i]);
    }
    return sum;
  }

  /** The sum of the squares; not finite where a number's square is not in float32. */
  public static double squares(float[] x) {
    double sum = VECTORS ? VectorSums.squares(x) : squaresInLoops(x);
    for (int i = x.length - x.length % BLOCK; i < x.length; i++) {
      sum += x[i] * x[i];
    }
    return sum;
  }

  static double absoluteInLoops(float[] x) {
    double sum = 0;
    for (int block = 0; block + BLOCK <= x.length; block += BLOCK) {
      double ofBlock = 0;
      for (int lane = block; lane < block + LANES; lane++) {
        float inLane = 0;
        for (int i = lane; i < block + BLOCK; i += LANES) {
          inLane += Math.abs(x[i]);
        }
        ofBlock += inLane;
      }
      sum += ofBlock;
    }
    return sum;
  }

  static double squaresInLoops(float[] x) {
    double sum = 0;
    for (int block = 0; block + BLOCK <= x.length; block += BLOCK) {
      double ofBlock = 0;
      for (int lane = block; lane < block + LANES; lane++) {
        float inLane = 0;
        for (int i = lane; i < block + BLOCK; i += LANES) {
          inLane += x[i] * x[i];
        }
        ofBlock += inLane;
      }
      sum += ofBlock;
    }
    return sum;
  }
}
