package io.millrace.env.shape;

/**
 * One slot of a slit die, and how it resists a melt whose viscosity follows a power law.
 *
 * <p>The slot is the unit square, deformed: s runs along the flow, t from the lower to the upper
 * edge. In a slit of height h, a melt with the power-law index n flows at Q = c h^((2n+1)/n)
 * (dP/dz)^(1/n), so that its pressure falls along the slot by
 *
 * <pre>
 * dP = K Q^n R,   R = int h^-(2n+1) dz
 * </pre>
 *
 * <p>K holds the melt's consistency and the slot's width. R is integrated by Simpson's rule over
 * the {@value #NODES} points of the upper edge; h is the edge's height over the lower edge's line t
 * = 0 at y = 0. A mesh of these points and both edges is folded where the Jacobian of the
 * deformation is not positive.
 */
final class Slot {

  static final int NODES = 129;

  private final double[][] upper = new double[NODES][];
  private final double[][] upperByS = new double[NODES][];
  private final double[][] lowerByS = new double[NODES][];
  private final double[][] byT = new double[NODES][];

  /** A slot whose control points belong to this deformation, of degree 1 across the slot. */
  Slot(FreeFormDeformation deformation) {
    for (int k = 0; k < NODES; k++) {
      double s = (double) k / (NODES - 1);
      upper[k] = deformation.weights(s, 1);
      upperByS[k] = deformation.weightsByS(s, 1);
      lowerByS[k] = deformation.weightsByS(s, 0);
      byT[k] = deformation.weightsByT(s, 0); // of degree 1: the same for every t
    }
  }

  /**
   * R of a slot that is not folded.
   *
   * @param x [points] of the control points, along the flow
   * @param y [points] of the control points, across it
   * @param index n of the melt
   */
  double resistance(double[] x, double[] y, double index) {
    double sum = 0;
    for (int k = 0; k < NODES; k++) {
      double simpson = k == 0 || k == NODES - 1 ? 1 : k % 2 == 1 ? 4 : 2;
      double height = FreeFormDeformation.sum(upper[k], y);
      sum +=
          simpson
              * StrictMath.pow(height, -(2 * index + 1))
              * FreeFormDeformation.sum(upperByS[k], x);
    }
    return sum / (3 * (NODES - 1));
  }

  /** Whether the mesh is folded; with degree 1 across, no t is worse than both edges. */
  boolean folded(double[] x, double[] y) {
    for (int k = 0; k < NODES; k++) {
      double xByT = FreeFormDeformation.sum(byT[k], x);
      double yByT = FreeFormDeformation.sum(byT[k], y);
      if (!(jacobian(upperByS[k], x, y, xByT, yByT) > 0)
          || !(jacobian(lowerByS[k], x, y, xByT, yByT) > 0)) {
        return true;
      }
    }
    return false;
  }

  private static double jacobian(double[] byS, double[] x, double[] y, double xByT, double yByT) {
    return FreeFormDeformation.sum(byS, x) * yByT - xByT * FreeFormDeformation.sum(byS, y);
  }

  /** Writes the upper edge. */
  void edge(double[] x, double[] y, double[] edgeX, double[] edgeY) {
    for (int k = 0; k < NODES; k++) {
      edgeX[k] = FreeFormDeformation.sum(upper[k], x);
      edgeY[k] = FreeFormDeformation.sum(upper[k], y);
    }
  }

  /**
   * Share of the first slot where two slots have the same loss of pressure: Q_1 / (Q_1 + Q_2) with
   * Q_1 / Q_2 = (R_2 / R_1)^(1/n).
   */
  static double share(double firstResistance, double secondResistance, double index) {
    return 1 / (1 + StrictMath.pow(firstResistance / secondResistance, 1 / index));
  }
}
