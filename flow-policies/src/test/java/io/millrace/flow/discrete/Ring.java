package io.millrace.flow.discrete;

/** Four tokens on a half circle: environment E4 of the flow-grpo sheet, section fudoki. */
final class Ring {
  static final double[] DATA = {0.1, 0.2, 0.3, 0.4};

  private Ring() {}

  static MetricPath path() {
    return new MetricPath(new double[][] {{1, 0}, {0.8, 0.6}, {0, 1}, {-1, 0}}, 3, 0.9);
  }

  static PosteriorPolicy posterior() {
    return new PosteriorPolicy(path(), DATA);
  }

  static double totalVariation(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += Math.abs(p[i] - q[i]) / 2;
    }
    return sum;
  }
}
