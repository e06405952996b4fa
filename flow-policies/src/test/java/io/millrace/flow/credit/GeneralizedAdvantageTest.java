package io.millrace.flow.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** By hand: discount .9, lambda .5, rewards (1, 2), values (.5, 1, 4). */
class GeneralizedAdvantageTest {
  private static final GeneralizedAdvantage CREDIT = new GeneralizedAdvantage(0.9, 0.5);
  private static final double[] REWARDS = {1, 2};
  private static final double[] VALUES = {0.5, 1, 4};

  @Test
  void advantages_terminated_nothingIsWorthAfterTheEnd() {
    double[][] a = CREDIT.advantages("g", List.of(new Credit.Member(REWARDS, VALUES, true)));
    // delta = (1 + .9 - .5, 2 - 1) = (1.4, 1); A0 = 1.4 + .45 * 1
    assertThat(a[0]).containsExactly(new double[] {1.85, 1}, within(1e-12));
  }

  @Test
  void advantages_truncated_bootstrapsFromTheFinalObservation() {
    double[][] a = CREDIT.advantages("g", List.of(new Credit.Member(REWARDS, VALUES, false)));
    // delta1 = 2 + .9 * 4 - 1 = 4.6; A0 = 1.4 + .45 * 4.6
    assertThat(a[0]).containsExactly(new double[] {3.47, 4.6}, within(1e-12));
  }

  @Test
  void advantages_ofAGroup_areEachMembersOwn() {
    Credit.Member one = new Credit.Member(REWARDS, VALUES, true);
    Credit.Member other = new Credit.Member(new double[] {7}, new double[] {0, 0}, true);
    double[][] a = CREDIT.advantages("g", List.of(one, other));
    assertThat(a[0]).isEqualTo(CREDIT.advantages("h", List.of(one))[0]);
    assertThat(a[1]).containsExactly(7);
  }

  @Test
  void advantages_withoutValues_refused() {
    assertThatThrownBy(
            () -> CREDIT.advantages("g", List.of(new Credit.Member(REWARDS, null, true))))
        .hasMessage("expected the values of 3 observations, got none");
  }
}
