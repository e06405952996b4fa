package io.millrace.flow.meanflow;

import io.millrace.flow.meanflow.Dispersive.Covariance;
import io.millrace.flow.meanflow.Dispersive.Hinge;
import io.millrace.flow.meanflow.Dispersive.InfoNceCosine;
import io.millrace.flow.meanflow.Dispersive.InfoNceL2;
import io.millrace.flow.meanflow.Dispersive.Scale;
import java.util.function.DoubleUnaryOperator;

/** The regularizers in float64, with loops over pairs as the formulas read. */
final class ReferenceDispersive {
  private final double[] z;
  private final int rows;
  private final int width;

  private ReferenceDispersive(double[] z, int rows) {
    this.z = z;
    this.rows = rows;
    this.width = z.length / rows;
  }

  static double loss(Dispersive form, double[] z, int rows) {
    ReferenceDispersive r = new ReferenceDispersive(z, rows);
    if (form instanceof InfoNceL2 l2) {
      double scale =
          l2.scale() == Scale.NONE ? 1 : l2.scale() == Scale.WIDTH ? r.width : r.largest();
      return Math.log(
          r.meanOverPairs(l2.diagonal(), d -> Math.exp(-d * d / (scale * l2.temperature()))));
    }
    if (form instanceof InfoNceCosine cosine) {
      ReferenceDispersive unit = r.normalized();
      return Math.log(
          unit.meanOverPairs(cosine.diagonal(), d -> Math.exp(-d * d / 2 / cosine.temperature())));
    }
    if (form instanceof Hinge hinge) {
      int power = hinge.squared() ? 2 : 1;
      return r.meanOverPairs(false, d -> Math.pow(Math.max(0, hinge.margin() - d), power));
    }
    return r.covariance(((Covariance) form).varianceHinge());
  }

  private double meanOverPairs(boolean diagonal, DoubleUnaryOperator f) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        if (i != j || diagonal) {
          sum += f.applyAsDouble(distance(i, j));
          count++;
        }
      }
    }
    return sum / count;
  }

  private double covariance(boolean hinge) {
    double off = 0;
    double missing = 0;
    for (int p = 0; p < width; p++) {
      for (int q = 0; q < width; q++) {
        double c = covariance(p, q);
        off += p == q ? 0 : c * c;
        missing += p == q ? Math.max(0, 1 - c) : 0;
      }
    }
    return hinge ? off / (width * (width - 1)) + missing / width : off;
  }

  private double covariance(int p, int q) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += (z[i * width + p] - mean(p)) * (z[i * width + q] - mean(q));
    }
    return sum / (rows - 1);
  }

  private double mean(int p) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += z[i * width + p];
    }
    return sum / rows;
  }

  private double distance(int i, int j) {
    double sum = 0;
    for (int d = 0; d < width; d++) {
      double difference = z[i * width + d] - z[j * width + d];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  private double largest() {
    double largest = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        largest = Math.max(largest, distance(i, j) * distance(i, j));
      }
    }
    return largest;
  }

  private ReferenceDispersive normalized() {
    double[] unit = z.clone();
    for (int i = 0; i < rows; i++) {
      double squares = 0;
      for (int d = 0; d < width; d++) {
        squares += z[i * width + d] * z[i * width + d];
      }
      for (int d = 0; d < width; d++) {
        unit[i * width + d] /= Math.sqrt(squares);
      }
    }
    return new ReferenceDispersive(unit, rows);
  }
}
