package io.millrace.flow.discrete;

/**
 * The metric-induced path of FUDOKI with its kinetic-optimal rates: tokens move only to tokens that
 * are closer to the target.
 *
 * <pre>
 * d(x, y)          = ( || e_x / |e_x| - e_y / |e_y| ||^2 )^2         squared twice, as they code it
 * beta(tau)        = c (tau / (1 - tau))^alpha
 * beta'(tau)       = c alpha (tau / (1 - tau))^(alpha - 1) / (1 - tau)^2         0 at tau = 0
 * p_tau(x | x1)    = softmax_x( -beta(tau) d(x, x1) )
 * u_tau(x, z | x1) = p_tau(x | x1) beta'(tau) max(0, d(z, x1) - d(x, x1))
 * </pre>
 *
 * The start law is uniform. For alpha below 1 beta' is infinite at 0; their code replaces it by 0,
 * so that the first step moves nothing, and so does this class for every alpha.
 *
 * <p>Source: "FUDOKI: Discrete Flow-based Unified Understanding and Generation via Kinetic-Optimal
 * Velocities" (arXiv 2505.20147); rates from arXiv 2412.03487. Golden case: {@code MetricPathTest}.
 */
public final class MetricPath implements DiscretePath {
  private final double[][] distances;
  private final double c;
  private final double alpha;

  /**
   * @param embeddings [tokens][width], none of length 0
   * @param c scale of beta; 3 in FUDOKI
   * @param alpha exponent of beta; 0.9 in FUDOKI
   */
  public MetricPath(double[][] embeddings, double c, double alpha) {
    if (!(c > 0 && alpha > 0)) {
      throw new IllegalArgumentException(
          "expected c > 0 and alpha > 0, c=" + c + " alpha=" + alpha);
    }
    this.distances = distances(embeddings);
    this.c = c;
    this.alpha = alpha;
  }

  @Override
  public int tokens() {
    return distances.length;
  }

  /** d(x, y). */
  public double distance(int x, int y) {
    return distances[x][y];
  }

  /** The inverse temperature of the path, from 0 to infinity. */
  public double beta(double tau) {
    return c * Math.pow(tau / (1 - tau), alpha);
  }

  /** Its derivative by tau; 0 at tau = 0. */
  public double betaPrime(double tau) {
    return tau == 0
        ? 0
        : c * alpha * Math.pow(tau / (1 - tau), alpha - 1) / ((1 - tau) * (1 - tau));
  }

  @Override
  public void probabilities(double tau, int target, double[] out) {
    double beta = beta(tau);
    double[] d = distances[target];
    double sum = 0;
    for (int x = 0; x < d.length; x++) {
      // At tau = 1 beta is infinite, and infinity times 0 is no number.
      out[x] = d[x] == 0 ? 1 : Math.exp(-beta * d[x]);
      sum += out[x];
    }
    for (int x = 0; x < d.length; x++) {
      out[x] /= sum;
    }
  }

  @Override
  public double rates(double tau, int from, int target, double[] out) {
    probabilities(tau, target, out);
    double slope = betaPrime(tau);
    double[] d = distances[target];
    double total = 0;
    for (int x = 0; x < d.length; x++) {
      out[x] *= slope * Math.max(0, d[from] - d[x]);
      total += out[x];
    }
    return total;
  }

  private static double[][] distances(double[][] embeddings) {
    int tokens = embeddings.length;
    double[][] unit = new double[tokens][];
    for (int x = 0; x < tokens; x++) {
      unit[x] = direction(embeddings, x);
    }
    double[][] d = new double[tokens][tokens];
    for (int x = 0; x < tokens; x++) {
      for (int y = 0; y < tokens; y++) {
        double squares = 0;
        for (int i = 0; i < unit[x].length; i++) {
          squares += (unit[x][i] - unit[y][i]) * (unit[x][i] - unit[y][i]);
        }
        d[x][y] = squares * squares;
      }
    }
    return d;
  }

  private static double[] direction(double[][] embeddings, int token) {
    double[] e = embeddings[token].clone();
    double squares = 0;
    for (double number : e) {
      squares += number * number;
    }
    if (e.length != embeddings[0].length || !(squares > 0 && squares < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected embeddings of one width, finite and not 0, embeddings["
              + token
              + "]: width="
              + e.length
              + " squared length="
              + squares);
    }
    for (int i = 0; i < e.length; i++) {
      e[i] /= Math.sqrt(squares);
    }
    return e;
  }
}
