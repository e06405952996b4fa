package io.millrace.flow.meanflow;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import java.util.List;

/**
 * The network of G2 (flow-policies-for-control sheet, 0.12), which reads (z, r, t) with noise at t
 * = 1 and gives u with z_r = z_t - (t - r) u, rewritten for (x, tau, tauNext) with noise at tau =
 * 0: t = 1 - tau and r = 1 - tauNext turn the signs of two columns and move the bias, u = -u_theirs
 * turns the last layer.
 */
final class GoldenNetwork {
  private static final double[][] A1 = {{0.8, -0.5, 0.3}, {-0.6, 0.4, 0.9}};
  private static final double[] C1 = {0.1, -0.2};
  private static final double[] A2 = {0.7, -1.1};
  private static final double C2 = 0.05;

  private GoldenNetwork() {}

  /** The network in this project's convention, for either way to name the interval's end. */
  static IntervalNetwork create(SecondTime second) {
    Parameters.Layout layout = new Parameters.Layout();
    Mlp mlp = Mlp.reserve(layout, "u", Mlp.specs(3, List.of(2), Activation.TANH, 1));
    Parameters parameters = layout.allocate();
    float[] weight = new float[6];
    float[] bias = new float[2];
    for (int o = 0; o < 2; o++) {
      double z = A1[o][0];
      double r = A1[o][1];
      double t = A1[o][2];
      // r (1 - tauNext) + t (1 - tau); with tauNext = tau + length both times move with tau.
      weight[3 * o] = (float) z;
      weight[3 * o + 1] = (float) (second == SecondTime.END ? -t : -t - r);
      weight[3 * o + 2] = (float) -r;
      bias[o] = (float) (C1[o] + r + t);
    }
    parameters.write(mlp.layers().get(0).weight(), weight);
    parameters.write(mlp.layers().get(0).bias(), bias);
    parameters.write(mlp.layers().get(1).weight(), new float[] {(float) -A2[0], (float) -A2[1]});
    parameters.write(mlp.layers().get(1).bias(), new float[] {(float) -C2});
    return new IntervalNetwork(mlp, parameters, second);
  }

  /** a = .6, e = -.9, r = .2, t = .7. */
  static IntervalBatch batch() {
    return new IntervalBatch(
        new float[] {-0.9f},
        new float[] {0.6f},
        new float[] {0.3f},
        new float[] {0.8f},
        new float[0]);
  }
}
