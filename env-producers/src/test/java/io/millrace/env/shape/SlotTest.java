package io.millrace.env.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closed forms: straight and linearly narrowing slots. */
class SlotTest {

  private static final FreeFormDeformation DEFORMATION = new FreeFormDeformation(2, 1);

  private final Slot slot = new Slot(DEFORMATION);
  private final double[] x = DEFORMATION.plainS();

  /** Heights of the upper control points: entry, middle, exit. */
  private static double[] upper(double entry, double middle, double exit) {
    double[] y = DEFORMATION.plainT();
    y[DEFORMATION.at(0, 1)] = entry;
    y[DEFORMATION.at(1, 1)] = middle;
    y[DEFORMATION.at(2, 1)] = exit;
    return y;
  }

  private double ratio(double firstHeight, double secondHeight, double index) {
    double first = slot.resistance(x, upper(firstHeight, firstHeight, firstHeight), index);
    double second = slot.resistance(x, upper(secondHeight, secondHeight, secondHeight), index);
    double share = Slot.share(first, second, index);
    return share / (1 - share);
  }

  /** The sheet: straight slots share by the power (2n + 1) / n of their heights. */
  @ParameterizedTest
  @CsvSource({
    "1.2, 1, 1.728000",
    "1.2, 0.5, 2.073600",
    "1.259921, 1, 2.000000",
    "1.189207, 0.5, 2.000000",
  })
  void share_straightSlots_goldenRatio(double heights, double index, double flows) {
    assertThat(ratio(heights, 1, index)).isCloseTo(flows, within(2e-6));
    assertThat(ratio(2 * heights, 2, index)).isCloseTo(flows, within(2e-6));
  }

  /** int (1 + (e - 1) s)^-(2n+1) ds by hand. */
  @ParameterizedTest
  @CsvSource({"0.5, 1", "1.7, 1", "0.5, 0.5", "1.7, 0.5", "0.3, 1"})
  void resistance_linearSlot_closedForm(double exit, double index) {
    double power = -2 * index;
    double exact = (Math.pow(exit, power) - 1) / (power * (exit - 1));
    assertThat(slot.resistance(x, upper(1, (1 + exit) / 2, exit), index))
        .isCloseTo(exact, within(1e-5 * exact));
  }

  /** A middle point that moves along the flow shifts the mesh, and stretches one half of it. */
  @Test
  void resistance_meshShiftedAlongAStraightSlot_isTheSame() {
    double[] shifted = DEFORMATION.plainS();
    shifted[DEFORMATION.at(1, 1)] = 0.8;
    double[] y = upper(0.7, 0.7, 0.7);
    assertThat(slot.resistance(shifted, y, 1)).isCloseTo(slot.resistance(x, y, 1), within(1e-12));
  }

  /** The upper edge touches the lower one where the middle point is at -sqrt(entry exit). */
  @ParameterizedTest
  @CsvSource({
    "-0.44, 0.2, false",
    "-0.46, 0.2, true",
    "-0.69, 0.49, false",
    "-0.71, 0.49, true",
    "1, 0, true",
    "1, 1, false"
  })
  void folded_upperEdgeBelowTheLower_isFolded(double middle, double exit, boolean folded) {
    assertThat(slot.folded(x, upper(1, middle, exit))).isEqualTo(folded);
  }

  /**
   * J = 1 + 2 t (1 - 2 s) d where the middle point moves along the flow by d: folded from 1/2 on.
   */
  @ParameterizedTest
  @CsvSource({"0.49, false", "0.51, true", "-0.49, false", "-0.51, true"})
  void folded_middlePointAlongTheFlow_isFoldedBeyondTheEnds(double along, boolean folded) {
    double[] moved = DEFORMATION.plainS();
    moved[DEFORMATION.at(1, 1)] += along;
    assertThat(slot.folded(moved, DEFORMATION.plainT())).isEqualTo(folded);
  }
}
