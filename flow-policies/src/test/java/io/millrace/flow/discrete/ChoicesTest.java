package io.millrace.flow.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ChoicesTest {
  private static final Choices MASKED = new Choices(List.of(2, 3), true);

  @Test
  void new_noPositionOrNoChoice_throws() {
    assertThatThrownBy(() -> new Choices(List.of(), false)).hasMessageContaining("counts=[]");
    assertThatThrownBy(() -> new Choices(List.of(2, 0), false))
        .hasMessageContaining("counts=[2, 0]");
  }

  @Test
  void problem_numberThatIsNoChoice_tellsPositionAndValue() {
    Choices free = new Choices(List.of(2, 3), false);
    assertThat(free.problem(new float[] {1, 2}, 0, new float[0], 0)).isNull();
    assertThat(free.problem(new float[] {2, 2}, 0, new float[0], 0))
        .isEqualTo("expected a choice of 0 to 1, position=0 value=2.0");
    assertThat(free.problem(new float[] {1, 0.5f}, 0, new float[0], 0))
        .isEqualTo("expected a choice of 0 to 2, position=1 value=0.5");
    assertThat(free.problem(new float[] {1, Float.NaN}, 0, new float[0], 0)).contains("NaN");
  }

  @Test
  void problem_forbiddenChoice_tellsPositionAndValue() {
    float[] seen = {7, 1, 1, 1, 0, 1};
    assertThat(MASKED.problem(new float[] {0, 2}, 0, seen, 6)).isNull();
    assertThat(MASKED.problem(new float[] {0, 1}, 0, seen, 6))
        .isEqualTo("expected a choice that the mask allows, position=1 value=1");
  }

  @Test
  void maskProblem_masksThatAreNone_tellsPlaceAndValue() {
    assertThat(MASKED.maskProblem(new float[] {9, 0, 1, 1, 1, 0}, 6)).isNull();
    assertThat(MASKED.maskProblem(new float[] {9, 0, 1, 1, 0.5f, 0}, 6))
        .isEqualTo("expected 0 or 1 in a mask, position=1 choice=1 value=0.5");
    assertThat(MASKED.maskProblem(new float[] {9, 0, 1, 0, 0, 0}, 6))
        .isEqualTo("expected a mask that allows a choice, position=1");
  }

  @Test
  void allowedTokens_fewerChoicesThanTokens_surplusIsForbidden() {
    Choices uneven = new Choices(List.of(1, 3), false);
    assertThat(new AllowedTokens(uneven, 0).of(new float[0], 2))
        .containsExactly(
            true, false, false, true, true, true, true, false, false, true, true, true);
    assertThat(new AllowedTokens(Choices.uniform(2, 3), 0).of(new float[0], 2)).isNull();
  }

  @Test
  void allowedTokens_maskOfTwoRows_isReadRowByRow() {
    float[] seen = {9, 0, 1, 1, 0, 0, 9, 1, 1, 0, 1, 1};
    assertThat(new AllowedTokens(MASKED, 6).of(seen, 2))
        .containsExactly(
            false, true, false, true, false, false, true, true, false, false, true, true);
    seen[11] = 2;
    assertThatThrownBy(() -> new AllowedTokens(MASKED, 6).of(seen, 2))
        .hasMessage("expected 0 or 1 in a mask, position=1 choice=2 value=2.0 row=1");
  }
}
