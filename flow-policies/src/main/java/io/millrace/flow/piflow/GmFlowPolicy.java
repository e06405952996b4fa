package io.millrace.flow.piflow;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * The Gaussian-mixture policy: the network says which data a start could belong to, and Bayes' rule
 * narrows that down as x moves.
 *
 * <pre>
 * p(data | start) = sum_k weight_k N(mu_k, g I)
 *   weight = softmax(first K columns)
 *   mu_k   = start + (1 - sigma) out_k             sigma: the segment's start
 *   g      = (std (1 - sigma))^2                   std = exp(last column), shared by all k
 * zeta' = tau^2 - r sigma^2        nu' = tau x - r sigma start        r = ((1 - tau) / (1 - sigma))^2
 * den   = g zeta' + (1 - tau)^2
 * data  = sum_k softmax_k( log weight_k + mu_k . (nu' - zeta' mu_k / 2) / den )
 *               (g nu' + (1 - tau)^2 mu_k) / den
 * </pre>
 *
 * This is the paper's formula with t = 1 - tau, s = 1 - sigma, out = -out, and both sides of each
 * fraction multiplied by t^2: zeta' = t^2 zeta and nu' = t^2 nu are finite at the end, where the
 * paper's code clamps. One variance for all components and dimensions: with several there would be
 * a log-determinant.
 *
 * <p>Exact where data are a mixture of this kind: the velocity is then that of the teacher's ODE.
 * Set the means apart before training, by the last layer's biases: components that begin together
 * tend to stay together.
 *
 * <p>Source: "pi-Flow" (arXiv 2510.14974), GMFlow policy. Golden case: {@code GmFlowPolicyTest}.
 */
public final class GmFlowPolicy implements SubstepPolicy {
  private final int components;
  private final int size;
  private final double[] logWeight;
  private final Value[] means;

  /**
   * @param components K, at least 1
   * @param size dimensions of a sample
   */
  public GmFlowPolicy(int components, int size) {
    if (components < 1 || size < 1) {
      throw new IllegalArgumentException(
          "expected components >= 1 and size >= 1, components=" + components + " size=" + size);
    }
    this.components = components;
    this.size = size;
    this.logWeight = new double[components];
    this.means = new Value[components];
  }

  @Override
  public int size() {
    return size;
  }

  /** K logits, then K velocities of D numbers, then one log-std. */
  @Override
  public int outputs() {
    return components * (1 + size) + 1;
  }

  @Override
  public void velocity(
      Segment segment,
      double tau,
      float[] output,
      float[] start,
      float[] x,
      int row,
      double[] out) {
    int from = row * outputs();
    double rest = 1 - segment.start();
    double std = Math.exp(output[from + outputs() - 1]) * rest;
    double g = std * std;
    double zeta = zeta(segment, tau);
    double pull = startPull(segment, tau);
    double noise = (1 - tau) * (1 - tau);
    double denominator = g * zeta + noise;
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < components; k++) {
      double evidence = 0;
      for (int d = 0; d < size; d++) {
        int i = row * size + d;
        double mu = start[i] + rest * output[from + components + k * size + d];
        evidence += mu * (tau * x[i] - pull * start[i] - zeta * mu / 2);
      }
      logWeight[k] = output[from + k] + evidence / denominator;
      largest = Math.max(largest, logWeight[k]);
    }
    double sum = 0;
    for (int k = 0; k < components; k++) {
      logWeight[k] = Math.exp(logWeight[k] - largest);
      sum += logWeight[k];
    }
    for (int d = 0; d < size; d++) {
      int i = row * size + d;
      double mean = start[i];
      for (int k = 0; k < components; k++) {
        mean += logWeight[k] / sum * rest * output[from + components + k * size + d];
      }
      double data = (g * (tau * x[i] - pull * start[i]) + noise * mean) / denominator;
      out[d] = (data - x[i]) / (1 - tau);
    }
  }

  @Override
  public Value velocity(
      Tape tape, Segment[] segments, double[] tau, Value output, Value start, Value x) {
    Value rest = RowWeights.column(tape, segments, tau, (s, t) -> 1 - s.start());
    Value zeta = RowWeights.column(tape, segments, tau, GmFlowPolicy::zeta);
    Value pull = RowWeights.column(tape, segments, tau, GmFlowPolicy::startPull);
    Value noise = RowWeights.column(tape, segments, tau, (s, t) -> (1 - t) * (1 - t));
    Value time = RowWeights.column(tape, segments, tau, (s, t) -> t);
    Value inverse = RowWeights.column(tape, segments, tau, (s, t) -> 1 / (1 - t));
    Value logStd = tape.columns(output, outputs() - 1, outputs());
    Value g = tape.multiply(tape.exp(tape.affine(logStd, 2, 0)), tape.square(rest));
    Value denominator = tape.add(tape.multiply(g, zeta), noise);
    Value nu = tape.subtract(tape.multiply(time, x), tape.multiply(pull, start));
    Value logits = null;
    for (int k = 0; k < components; k++) {
      Value mu = mean(tape, output, start, rest, k);
      means[k] = mu;
      Value gap = tape.subtract(nu, tape.affine(tape.multiply(zeta, mu), 0.5, 0));
      Value evidence = tape.divide(tape.sumColumns(tape.multiply(mu, gap)), denominator);
      Value each = tape.add(tape.columns(output, k, k + 1), evidence);
      logits = k == 0 ? each : tape.concat(logits, each);
    }
    Value weights = tape.softmax(logits);
    Value mean = null;
    for (int k = 0; k < components; k++) {
      Value share = tape.multiply(tape.columns(weights, k, k + 1), means[k]);
      mean = k == 0 ? share : tape.add(mean, share);
    }
    Value narrowed = tape.add(tape.multiply(g, nu), tape.multiply(noise, mean));
    Value data = tape.divide(narrowed, denominator);
    return tape.multiply(inverse, tape.subtract(data, x));
  }

  private Value mean(Tape tape, Value output, Value start, Value rest, int k) {
    int from = components + k * size;
    return tape.add(start, tape.multiply(rest, tape.columns(output, from, from + size)));
  }

  private static double zeta(Segment segment, double tau) {
    return tau * tau - startPull(segment, tau) * segment.start();
  }

  /** r sigma. */
  private static double startPull(Segment segment, double tau) {
    double ratio = (1 - tau) / (1 - segment.start());
    return ratio * ratio * segment.start();
  }
}
