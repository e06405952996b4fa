package io.millrace.job.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.credit.GeneralizedAdvantage;
import io.millrace.flow.credit.LeaveOneOut;
import io.millrace.flow.credit.StepCredit;
import io.millrace.flow.reward.WeightedChannels;
import io.millrace.job.Samples;
import io.millrace.job.border.PolicyShape;
import io.millrace.job.record.GroupMember;
import io.millrace.job.reward.RewardStage;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a trajectory of three chunks of two actions to an advantage for each action. */
class ActionCreditStagesTest {
  private static final int CHUNK = 2;
  private static final PolicyShape SHAPE =
      new PolicyShape(
          Samples.POLICY,
          1,
          2,
          CHUNK,
          CHUNK,
          5,
          3,
          0,
          3,
          false,
          false,
          true,
          true,
          0,
          null,
          List.of(),
          1);
  private static final RewardStage STAGE =
      new RewardStage(SHAPE, new WeightedChannels(new double[0], 10));

  /** Rewards 1, 2, .. of the actions; values 0.5 a step apart. */
  private static Trajectory.Builder trajectory(int index, String envSteps) {
    return Samples.trajectory("g", index, 2, 0)
        .setActions(zeros(3, 2))
        .setLogProbs(zeros(3, 3, 2))
        .setLatentPath(zeros(3, 5, 2))
        .setActionRewards(Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2))
        .setValues(Tensors.of(new float[] {0, 0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f}, 4, 2))
        .setAttributes(Map.of("env-steps", envSteps));
  }

  private static io.millrace.schema.Tensor zeros(int... shape) {
    int size = 1;
    for (int axis : shape) {
      size *= axis;
    }
    return Tensors.of(new float[size], shape);
  }

  private static RewardStage.Outcome stage(Trajectory.Builder trajectory) {
    return STAGE.apply(Samples.raw(1, 2, trajectory.build()));
  }

  private static GroupMember member(Trajectory.Builder trajectory) {
    return stage(trajectory).event().member();
  }

  @Test
  void apply_lastChunkCutShort_rewardsOfTheActionsCarriedOut() {
    assertThat(member(trajectory(0, "5")).rewards()).containsExactly(10, 20, 30, 40, 50);
    assertThat(member(trajectory(0, "6")).rewards()).hasSize(6);
  }

  @Test
  void apply_withoutRewardsOfActionsOrTheirValues_rejectedByName() {
    assertThat(stage(trajectory(0, "6").setActionRewards(null)).rejected().detail())
        .contains("field=actionRewards");
    assertThat(stage(trajectory(0, "6").setActionRewards(zeros(3, 3))).rejected().detail())
        .contains("expected shape [3, 2], field=actionRewards shape=[3, 3]");
    assertThat(stage(trajectory(0, "6").setValues(zeros(4))).rejected().detail())
        .contains("expected shape [4, 2], field=values shape=[4]");
    assertThat(stage(trajectory(0, "4")).rejected().detail())
        .contains("expected 5 to 6 environment steps");
  }

  @Test
  void advantages_gaeOfACutEpisode_valuesOfItsActionsAndOfItsEnd() {
    AdvantageWriter writer = new AdvantageWriter(new GeneralizedAdvantage(1, 0), "advantages");
    Trajectory.Builder truncated = trajectory(0, "5").setTerminated(false).setTruncated(true);

    double[] advantages = writer.advantages("g", List.of(member(truncated)))[0];

    // r + V' - V with values 0, .5, 1, 1.5, 2 and at the end 3, that of the last observation
    assertThat(advantages).containsExactly(new double[] {10.5, 20.5, 30.5, 40.5, 51}, within(1e-9));
  }

  @Test
  void advantages_returnsToGo_comparedActionByAction() {
    AdvantageWriter writer =
        new AdvantageWriter(new StepCredit(new LeaveOneOut(), 1), "advantages");

    double[][] advantages =
        writer.advantages("g", List.of(member(trajectory(0, "6")), member(trajectory(1, "5"))));

    // to go: 210 200 180 150 110 60 against 150 140 120 90 50
    assertThat(advantages[0]).containsExactly(60, 60, 60, 60, 60, 60);
    assertThat(advantages[1]).containsExactly(-60, -60, -60, -60, -60);
  }
}
