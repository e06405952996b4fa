package io.millrace.env.builtin;

/**
 * Least squares with a penalty, in closed form and double precision.
 *
 * <pre>
 * W = argmin 1/n |X W - Y|^2 + penalty |W|^2 = (X'X + n penalty I)^-1 X'Y
 * </pre>
 *
 * <p>The matrix is positive definite for any penalty above 0, so Cholesky's factors exist; sums run
 * in row order, so the same data give the same bits.
 */
final class RidgeRegression {

  private RidgeRegression() {}

  /**
   * Fits.
   *
   * @param x [n][features]
   * @param y [n][outputs]
   * @param penalty above 0
   * @return [features][outputs]
   */
  static double[][] fit(double[][] x, double[][] y, double penalty) {
    double[][] normal = product(x, x);
    for (int i = 0; i < normal.length; i++) {
      normal[i][i] += x.length * penalty;
    }
    double[][] solution = product(x, y);
    factor(normal);
    forward(normal, solution);
    backward(normal, solution);
    return solution;
  }

  /** a' b. */
  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a[0].length][b[0].length];
    for (int row = 0; row < a.length; row++) {
      for (int i = 0; i < product.length; i++) {
        for (int j = 0; j < product[i].length; j++) {
          product[i][j] += a[row][i] * b[row][j];
        }
      }
    }
    return product;
  }

  /** Writes L of m = L L' into the lower triangle. */
  private static void factor(double[][] m) {
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = m[i][j];
        for (int k = 0; k < j; k++) {
          sum -= m[i][k] * m[j][k];
        }
        m[i][j] = i == j ? Math.sqrt(sum) : sum / m[j][j];
      }
    }
  }

  /** Solves L z = b in place. */
  private static void forward(double[][] l, double[][] b) {
    for (int i = 0; i < l.length; i++) {
      for (int c = 0; c < b[i].length; c++) {
        for (int k = 0; k < i; k++) {
          b[i][c] -= l[i][k] * b[k][c];
        }
        b[i][c] /= l[i][i];
      }
    }
  }

  /** Solves L' w = z in place. */
  private static void backward(double[][] l, double[][] z) {
    for (int i = l.length - 1; i >= 0; i--) {
      for (int c = 0; c < z[i].length; c++) {
        for (int k = i + 1; k < l.length; k++) {
          z[i][c] -= l[k][i] * z[k][c];
        }
        z[i][c] /= l[i][i];
      }
    }
  }
}
