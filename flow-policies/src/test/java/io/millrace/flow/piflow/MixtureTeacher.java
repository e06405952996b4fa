package io.millrace.flow.piflow;

/**
 * The exact flow of one-dimensional data sum_k weight_k N(mean_k, variance): the teacher of the
 * flow-grpo sheet, section pi-flow.
 */
record MixtureTeacher(double[] weight, double[] mean, double variance) {
  static final MixtureTeacher SHEET =
      new MixtureTeacher(new double[] {0.3, 0.7}, new double[] {-2, 1}, 0.2);

  /** E[data | x at tau]; weights relative to the nearest component's, so that none underflows. */
  double data(double x, double tau) {
    double spread = tau * tau * variance + (1 - tau) * (1 - tau);
    double least = Double.POSITIVE_INFINITY;
    for (double center : mean) {
      least = Math.min(least, (x - tau * center) * (x - tau * center));
    }
    double sum = 0;
    double weighted = 0;
    for (int k = 0; k < weight.length; k++) {
      double gap = x - tau * mean[k];
      double p = weight[k] * Math.exp((least - gap * gap) / (2 * spread));
      sum += p;
      weighted += p * (mean[k] + tau * variance * gap / spread);
    }
    return weighted / sum;
  }

  double velocity(double x, double tau) {
    return (data(x, tau) - x) / (1 - tau);
  }

  /** Euler from noise to data. */
  double walk(double x, int substeps) {
    for (int j = 0; j < substeps; j++) {
      x += velocity(x, (double) j / substeps) / substeps;
    }
    return x;
  }

  /** What a Gaussian-mixture network that knows the data says at x, tau = 0. */
  float[] output(double x) {
    int components = weight.length;
    float[] output = new float[2 * components + 1];
    for (int k = 0; k < components; k++) {
      output[k] = (float) Math.log(weight[k]);
      output[components + k] = (float) (mean[k] - x);
    }
    output[2 * components] = (float) (Math.log(variance) / 2);
    return output;
  }
}
