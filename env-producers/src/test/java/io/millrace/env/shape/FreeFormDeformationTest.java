package io.millrace.env.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Golden points: the sheet, and by hand from Bernstein's polynomials. */
class FreeFormDeformationTest {

  private static double[] image(
      FreeFormDeformation deformation, double[] x, double[] y, double s, double t) {
    double[] weights = deformation.weights(s, t);
    return new double[] {FreeFormDeformation.sum(weights, x), FreeFormDeformation.sum(weights, y)};
  }

  @Test
  void weights_unmovedControlPoints_areTheIdentity() {
    for (int degreeS = 1; degreeS <= 4; degreeS++) {
      for (int degreeT = 1; degreeT <= 3; degreeT++) {
        FreeFormDeformation plain = new FreeFormDeformation(degreeS, degreeT);
        assertThat(image(plain, plain.plainS(), plain.plainT(), 0.3, 0.7))
            .containsExactly(new double[] {0.3, 0.7}, within(1e-12));
      }
    }
  }

  @Test
  void weights_middleTopPointLifted_goldenImages() {
    FreeFormDeformation deformation = new FreeFormDeformation(2, 1);
    double[] y = deformation.plainT();
    y[deformation.at(1, 1)] = 1.4;
    assertThat(image(deformation, deformation.plainS(), y, 0.3, 0.7))
        .containsExactly(new double[] {0.3, 0.817600}, within(1e-12));
    assertThat(image(deformation, deformation.plainS(), y, 0.5, 1))
        .containsExactly(new double[] {0.5, 1.2}, within(1e-12));
  }

  @Test
  void weightsByS_anyPoint_areDerivatives() {
    long seed = ThreadLocalRandom.current().nextLong(1L << 40);
    System.out.println("seed=" + seed);
    RandomSource random = new RandomSource(seed);
    double h = 1e-6;
    for (int trial = 0; trial < 50; trial++) {
      FreeFormDeformation deformation =
          new FreeFormDeformation(1 + random.nextInt(4), 1 + random.nextInt(4));
      double[] control = new double[deformation.points()];
      for (int p = 0; p < control.length; p++) {
        control[p] = random.nextGaussian();
      }
      double s = random.nextDouble();
      double t = random.nextDouble();
      double byS =
          FreeFormDeformation.sum(deformation.weights(s + h, t), control)
              - FreeFormDeformation.sum(deformation.weights(s - h, t), control);
      double byT =
          FreeFormDeformation.sum(deformation.weights(s, t + h), control)
              - FreeFormDeformation.sum(deformation.weights(s, t - h), control);
      assertThat(FreeFormDeformation.sum(deformation.weightsByS(s, t), control))
          .isCloseTo(byS / (2 * h), within(1e-6));
      assertThat(FreeFormDeformation.sum(deformation.weightsByT(s, t), control))
          .isCloseTo(byT / (2 * h), within(1e-6));
    }
  }

  @Test
  void construct_withoutADegree_isRefused() {
    assertThatThrownBy(() -> new FreeFormDeformation(2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("degreeT=0");
  }
}
