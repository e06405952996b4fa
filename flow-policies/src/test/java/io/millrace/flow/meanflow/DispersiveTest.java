package io.millrace.flow.meanflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.meanflow.Dispersive.Covariance;
import io.millrace.flow.meanflow.Dispersive.Hinge;
import io.millrace.flow.meanflow.Dispersive.InfoNceCosine;
import io.millrace.flow.meanflow.Dispersive.InfoNceL2;
import io.millrace.flow.meanflow.Dispersive.Scale;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden numbers: flow-policies-for-control sheet, 0.12, G7. */
final class DispersiveTest {
  private static final float[] G7 = {1, 0, 0, 1, 0.6f, 0.8f};
  private static final long SEED = 23;

  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of(new InfoNceL2(0.5, Scale.NONE, true), -0.729562),
        Arguments.of(new InfoNceL2(0.5, Scale.NONE, false), -1.499775),
        // Distances divided by two features are those of twice the temperature.
        Arguments.of(new InfoNceL2(0.25), -1.499775),
        Arguments.of(InfoNceL2.MP1, -0.293050),
        Arguments.of(new InfoNceCosine(0.5, true), -0.490666),
        Arguments.of(new InfoNceCosine(0.5, true), 1.509334 - 1 / 0.5),
        Arguments.of(new Hinge(1, true), 0.048745),
        Arguments.of(new Hinge(1, false), 0.157706),
        Arguments.of(new Covariance(false), 0.1152),
        Arguments.of(new Covariance(true), 0.790933));
  }

  static Stream<Dispersive> forms() {
    return Stream.of(
        new InfoNceL2(0.5, Scale.NONE, true),
        new InfoNceL2(0.5, Scale.NONE, false),
        new InfoNceL2(0.5),
        InfoNceL2.MP1,
        new InfoNceCosine(0.5, true),
        new InfoNceCosine(0.3, false),
        new Hinge(2, true),
        new Hinge(2, false),
        new Covariance(false),
        new Covariance(true));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void loss_goldenFeatures_isG7(Dispersive form, double expected) {
    assertThat((double) loss(form, G7, 3)).isCloseTo(expected, within(2e-6));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void loss_randomFeatures_agreesWithFloat64(Dispersive form) {
    float[] z = features(7, 4, 0.6);
    double expected = ReferenceDispersive.loss(form, wide(z), 7);
    assertThat((double) loss(form, z, 7)).as("seed %d", SEED).isCloseTo(expected, within(3e-6));
  }

  /** Central differences in float64 of formulas written with loops. */
  @ParameterizedTest
  @MethodSource("forms")
  void backward_randomFeatures_agreesWithDifferencesInFloat64(Dispersive form) {
    float[] z = features(7, 4, 0.6);
    float[] gradient = gradient(form, z, 7);
    for (int i = 0; i < z.length; i++) {
      double h = 1e-6;
      double[] moved = wide(z);
      moved[i] += h;
      double above = ReferenceDispersive.loss(form, moved, 7);
      moved[i] -= 2 * h;
      double slope = (above - ReferenceDispersive.loss(form, moved, 7)) / (2 * h);
      assertThat((double) gradient[i])
          .as("element %d, seed %d", i, SEED)
          .isCloseTo(slope, within(5e-6 * (1 + Math.abs(slope))));
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void loss_rotatedFeatures_changesOnlyForCovariance(Dispersive form) {
    float[] z = features(7, 4, 0.6);
    float[] turned = z.clone();
    for (int row = 0; row < 7; row++) {
      turn(turned, row, 0, 1, 0.7);
      turn(turned, row, 1, 3, -1.9);
      turn(turned, row, 2, 0, 2.2);
    }
    float before = loss(form, z, 7);
    float after = loss(form, turned, 7);
    if (form instanceof Covariance) {
      assertThat(Math.abs(after - before)).as("seed %d", SEED).isGreaterThan(1e-3f);
    } else {
      assertThat(after).as("seed %d", SEED).isCloseTo(before, within(2e-6f));
    }
  }

  /**
   * dmpo, pitfall (i): .777 where the diagonal is counted rightly, .00185 where it was masked,
   * clamped and so made the largest term. Without it 2.517324 (central differences in float64).
   */
  @Test
  void backward_goldenFeatures_hasTheStrengthOfTheCorrectForm() {
    assertThat(norm(gradient(new InfoNceL2(0.5, Scale.NONE, true), G7, 3)))
        .isCloseTo(0.776870, within(1e-5));
    assertThat(norm(gradient(new InfoNceL2(0.5, Scale.NONE, false), G7, 3)))
        .isCloseTo(2.517324, within(1e-5));
  }

  /** 0.10: with the diagonal and unscaled distances wide features have no gradient left. */
  @Test
  void backward_wideFeatures_needsScaledDistancesWithoutDiagonal() {
    float[] z = features(32, 16, 1);
    assertThat(norm(gradient(new InfoNceL2(0.5, Scale.NONE, true), z, 32))).isLessThan(1e-4);
    assertThat(norm(gradient(new InfoNceL2(0.5), z, 32))).isGreaterThan(1e-2);
    assertThat(norm(gradient(InfoNceL2.MP1, z, 32))).isGreaterThan(1e-3);
  }

  /** Repeated rows: no division by 0, no gradient between equals. */
  @ParameterizedTest
  @MethodSource("forms")
  void backward_equalFeatures_isFinite(Dispersive form) {
    float[] z = {1, 2, 1, 2, 1, 2};
    for (float g : gradient(form, z, 3)) {
      assertThat(g).isFinite().isCloseTo(0f, within(1e-3f));
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void loss_oneRowWithoutPairs_isRefused(Dispersive form) {
    boolean countsDiagonal =
        form instanceof InfoNceL2 l2 && l2.diagonal()
            || form instanceof InfoNceCosine cosine && cosine.diagonal();
    if (!countsDiagonal) {
      assertThatThrownBy(() -> loss(form, new float[] {1, 2}, 1)).hasMessageContaining("rows=1");
    }
  }

  @Test
  void addTo_chosenLayers_sumsThem() {
    Tape tape = new Tape();
    Value zero = tape.input(1, 1);
    List<Value> hidden =
        List.of(tape.input(G7, 3, 2), tape.input(scaled(2), 3, 2), tape.input(scaled(3), 3, 2));
    Dispersive form = new Covariance(false);
    float first = new Dispersion(1, form, HiddenLayers.EARLY).addTo(tape, zero, hidden).item();
    float mid = new Dispersion(1, form, HiddenLayers.MID).addTo(tape, zero, hidden).item();
    float late = new Dispersion(1, form, HiddenLayers.LATE).addTo(tape, zero, hidden).item();
    assertThat(first).isCloseTo(0.1152f, within(1e-6f));
    assertThat(mid).isCloseTo(16 * 0.1152f, within(1e-5f));
    assertThat(late).isCloseTo(81 * 0.1152f, within(1e-5f));
    assertThat(new Dispersion(0.5, form, HiddenLayers.ALL).addTo(tape, zero, hidden).item())
        .isCloseTo((first + mid + late) / 2, within(1e-5f));
    assertThat(Dispersion.NONE.addTo(tape, zero, hidden)).isSameAs(zero);
  }

  private static float[] scaled(float by) {
    float[] z = G7.clone();
    for (int i = 0; i < z.length; i++) {
      z[i] *= by;
    }
    return z;
  }

  private static void turn(float[] z, int row, int p, int q, double angle) {
    double a = z[row * 4 + p];
    double b = z[row * 4 + q];
    z[row * 4 + p] = (float) (Math.cos(angle) * a - Math.sin(angle) * b);
    z[row * 4 + q] = (float) (Math.sin(angle) * a + Math.cos(angle) * b);
  }

  private static float loss(Dispersive form, float[] z, int rows) {
    Tape tape = new Tape();
    return form.loss(tape, tape.input(z, rows, z.length / rows)).item();
  }

  private static float[] gradient(Dispersive form, float[] z, int rows) {
    Tape tape = new Tape();
    Value features = tape.variable(z, rows, z.length / rows);
    tape.backward(form.loss(tape, features));
    return features.gradient();
  }

  private static double norm(float[] numbers) {
    double sum = 0;
    for (float x : numbers) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }

  private static double[] wide(float[] z) {
    double[] wide = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      wide[i] = z[i];
    }
    return wide;
  }

  private static float[] features(int rows, int columns, double scale) {
    float[] z = new float[rows * columns];
    new RandomSource(SEED).fillGaussian(z);
    for (int i = 0; i < z.length; i++) {
      z[i] *= (float) scale;
    }
    return z;
  }
}
