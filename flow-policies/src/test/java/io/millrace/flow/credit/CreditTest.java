package io.millrace.flow.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.credit.GroupRelative.Std;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CreditTest {
  private static final GroupBaseline MEAN = new GroupRelative(Std.NONE, 0);

  /** Returns 1 + .5 * 2 = 2 and 4: mean 3. */
  @Test
  void seedCredit_twoStarts_comparesWithinEach() {
    double[][] advantages =
        new SeedCredit(new TrajectoryCredit(MEAN, 1), 2)
            .advantages("g", new double[][] {{1}, {3}, {10}, {20}});
    assertThat(flat(advantages)).containsExactly(-1, 1, -5, 5);
  }

  @Test
  void seedCredit_membersThatDoNotDivide_areRefused() {
    Credit credit = new SeedCredit(new TrajectoryCredit(MEAN, 1), 2);
    assertThatThrownBy(() -> credit.advantages("g", new double[][] {{1}, {3}, {10}}))
        .hasMessageContaining("members=3 seeds=2");
  }

  /** Golden numbers: the flow-grpo sheet, section g2rpo (b). */
  @Test
  void granular_twoGrids_addsComparisonsNotRewards() {
    GroupRelative sample = new GroupRelative(GroupRelative.Std.SAMPLE, 1e-8);
    double[] advantages = new Granular(sample, 2, 5).compare(new double[] {1, 2, 2, 2, 4, 3, 5, 5});
    assertThat(advantages)
        .containsExactly(
            new double[] {
              -1.802552, -1.802552, -1.254829, -1.254829, .547723, .547723, 2.509659, 2.509659
            },
            within(1e-6));
    assertThat(sample.compare(new double[] {3, 4, 7, 10}))
        .as("what summed rewards would have said")
        .containsExactly(new double[] {-.948683, -.632456, .316228, 1.264911}, within(1e-6));
  }

  @Test
  void trajectoryCredit_discounted_givesEveryStepItsMembersAdvantage() {
    double[][] advantages =
        new TrajectoryCredit(MEAN, 0.5).advantages("g", new double[][] {{1, 2}, {4}});
    assertThat(advantages[0]).containsExactly(-1, -1);
    assertThat(advantages[1]).containsExactly(1);
  }

  /** Returns to go (6, 5, 3) and (2, 1, 0): the second member ended after two steps. */
  @Test
  void stepCredit_memberEndedEarly_countsAsZeroToGo() {
    double[][] advantages =
        new StepCredit(MEAN, 1).advantages("g", new double[][] {{1, 2, 3}, {1, 1}});
    assertThat(advantages[0]).containsExactly(2, 2, 1.5);
    assertThat(advantages[1]).containsExactly(-2, -2);
  }

  @Test
  void shuffledCredit_sameGroup_dealsTheSameNumbersInTheSameOrder() {
    Credit credit = new ShuffledCredit(new TrajectoryCredit(MEAN, 1));
    double[][] rewards = new double[16][1];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i][0] = i;
    }
    double[] honest = flat(new TrajectoryCredit(MEAN, 1).advantages("g", rewards));
    double[] first = flat(credit.advantages("g", rewards));
    assertThat(first).containsExactly(flat(credit.advantages("g", rewards)));
    assertThat(first).containsExactlyInAnyOrder(honest).isNotEqualTo(honest);
    assertThat(flat(credit.advantages("another", rewards))).isNotEqualTo(first);
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}
