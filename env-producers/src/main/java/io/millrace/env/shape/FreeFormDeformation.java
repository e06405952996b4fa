package io.millrace.env.shape;

/**
 * Free-form deformation of a unit square by a lattice of control points.
 *
 * <pre>
 * x(s, t) = sum_i sum_j B_i^n(s) B_j^m(t) P_ij,   B_i^n(s) = (n over i) s^i (1 - s)^(n - i)
 * </pre>
 *
 * <p>A point of the square is given by its weights, one for each control point; a coordinate of its
 * image is the weighted sum of that coordinate of the control points. Control points are listed row
 * by row: those of j = 0, i = 0 .. n first. Where they stand at (i/n, j/m) nothing is deformed.
 *
 * <p>Source: Sederberg, Parry, "Free-form deformation of solid geometric models", 1986, in two
 * dimensions.
 */
final class FreeFormDeformation {

  private final int degreeS;
  private final int degreeT;

  /** Of degrees n and m, at least 1 each. */
  FreeFormDeformation(int degreeS, int degreeT) {
    if (degreeS < 1 || degreeT < 1) {
      throw new IllegalArgumentException(
          "expected degrees of at least 1, degreeS=%d degreeT=%d".formatted(degreeS, degreeT));
    }
    this.degreeS = degreeS;
    this.degreeT = degreeT;
  }

  /** Number of control points. */
  int points() {
    return (degreeS + 1) * (degreeT + 1);
  }

  /** Place of control point (i, j) in a list of them. */
  int at(int i, int j) {
    return j * (degreeS + 1) + i;
  }

  /** [points]: first coordinates of control points that deform nothing. */
  double[] plainS() {
    double[] coordinates = new double[points()];
    for (int p = 0; p < coordinates.length; p++) {
      coordinates[p] = (double) (p % (degreeS + 1)) / degreeS;
    }
    return coordinates;
  }

  /** [points]: second coordinates of control points that deform nothing. */
  double[] plainT() {
    double[] coordinates = new double[points()];
    for (int p = 0; p < coordinates.length; p++) {
      coordinates[p] = (double) (p / (degreeS + 1)) / degreeT;
    }
    return coordinates;
  }

  /** [points]: weights of the point (s, t) of the square. */
  double[] weights(double s, double t) {
    return products(polynomials(degreeS, s), polynomials(degreeT, t));
  }

  /** [points]: derivatives of the weights by s. */
  double[] weightsByS(double s, double t) {
    return products(derivatives(degreeS, s), polynomials(degreeT, t));
  }

  /** [points]: derivatives of the weights by t. */
  double[] weightsByT(double s, double t) {
    return products(polynomials(degreeS, s), derivatives(degreeT, t));
  }

  /** A coordinate of an image: the weighted sum of that coordinate of the control points. */
  static double sum(double[] weights, double[] coordinates) {
    double sum = 0;
    for (int p = 0; p < weights.length; p++) {
      sum += weights[p] * coordinates[p];
    }
    return sum;
  }

  private double[] products(double[] bySide, double[] byHeight) {
    double[] weights = new double[points()];
    for (int p = 0; p < weights.length; p++) {
      weights[p] = bySide[p % (degreeS + 1)] * byHeight[p / (degreeS + 1)];
    }
    return weights;
  }

  /** The Bernstein polynomials of a degree, by de Casteljau's recursion. */
  private static double[] polynomials(int degree, double u) {
    double[] values = new double[degree + 1];
    values[0] = 1;
    for (int d = 1; d <= degree; d++) {
      for (int i = d; i >= 1; i--) {
        values[i] = (1 - u) * values[i] + u * values[i - 1];
      }
      values[0] *= 1 - u;
    }
    return values;
  }

  /** Their derivatives, n (B_(i-1)^(n-1) - B_i^(n-1)). */
  private static double[] derivatives(int degree, double u) {
    double[] lower = polynomials(degree - 1, u);
    double[] values = new double[degree + 1];
    for (int i = 0; i <= degree; i++) {
      values[i] = degree * ((i > 0 ? lower[i - 1] : 0) - (i < degree ? lower[i] : 0));
    }
    return values;
  }
}
