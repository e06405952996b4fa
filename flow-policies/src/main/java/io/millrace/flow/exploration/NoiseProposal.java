package io.millrace.flow.exploration;

import io.millrace.flow.random.RandomSource;
import java.util.Arrays;

/**
 * A diagonal normal distribution of start noise, N(mean, diag(std^2)).
 *
 * @param mean [size]
 * @param std [size], above 0
 */
public record NoiseProposal(double[] mean, double[] std) {
  public NoiseProposal {
    if (mean.length != std.length) {
      throw new IllegalArgumentException(
          "expected one std a mean, mean.length=" + mean.length + " std.length=" + std.length);
    }
    for (int d = 0; d < std.length; d++) {
      if (!(Double.isFinite(mean[d]) && std[d] > 0 && std[d] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expected a finite mean and std > 0, mean[" + d + "]=" + mean[d] + " std=" + std[d]);
      }
    }
    mean = mean.clone();
    std = std.clone();
  }

  /** N(0, I), the flow's own. */
  public static NoiseProposal standard(int size) {
    double[] std = new double[size];
    Arrays.fill(std, 1);
    return new NoiseProposal(new double[size], std);
  }

  /** Dimensions. */
  public int size() {
    return mean.length;
  }

  /** Draws one noise, {@link #size} numbers of {@code out} from {@code at} on. */
  public void sample(RandomSource random, float[] out, int at) {
    for (int d = 0; d < mean.length; d++) {
      out[at + d] = (float) (mean[d] + std[d] * random.nextGaussian());
    }
  }

  /**
   * log N(z; 0, I) - log N(z; mean, std^2): the logarithm of the weight that makes an average over
   * proposed noise one over the flow's own.
   */
  public double logImportance(float[] noise) {
    double log = 0;
    for (int d = 0; d < mean.length; d++) {
      double standardized = (noise[d] - mean[d]) / std[d];
      log += 0.5 * (standardized * standardized - (double) noise[d] * noise[d]) + Math.log(std[d]);
    }
    return log;
  }
}
