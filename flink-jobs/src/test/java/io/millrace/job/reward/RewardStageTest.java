package io.millrace.job.reward;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.reward.Reward;
import io.millrace.flow.reward.WeightedChannels;
import io.millrace.job.Samples;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.RawRecord;
import io.millrace.schema.Fate;
import org.junit.jupiter.api.Test;

class RewardStageTest {
  private static final RawRecord RECORD =
      Samples.raw(5, 77, Samples.trajectory("g", 1, 2, 3).build());

  @Test
  void apply_soundTrajectory_memberWithTheStagesReward() {
    RewardStage.Outcome outcome = stage(new WeightedChannels(new double[] {2}, 1)).apply(RECORD);

    GroupEvent event = outcome.event();
    assertThat(event.groupKey()).isEqualTo("p/1/g");
    assertThat(event.timestampMs()).isEqualTo(77);
    assertThat(event.member().rewards()).containsExactly(6, 6, 6);
    assertThat(event.member().source()).isEqualTo(RECORD);
    assertThat(outcome.fate()).isNull();
    assertThat(outcome.rejected()).isNull();
  }

  @Test
  void apply_endMarker_eventAndFate() {
    RewardStage.Outcome outcome =
        stage((channels, steps, count) -> channels).apply(Samples.raw(5, 77, Samples.end("g")));

    assertThat(outcome.event().kind()).isEqualTo(GroupEvent.Kind.END);
    assertThat(outcome.fate().fate()).isEqualTo(Fate.MARKER);
  }

  @Test
  void apply_stageRefuses_rejectedWithItsWords() {
    assertRejected(
        (channels, steps, count) -> {
          throw new IllegalArgumentException("expected 2 channels, channels=" + count);
        },
        "reward-failed",
        "channels=1");
  }

  @Test
  void apply_stageAnswersTooFewRewards_rejected() {
    assertRejected((channels, steps, count) -> new float[1], "reward-failed", "rewards=1");
  }

  @Test
  void apply_stageAnswersInfinity_rejected() {
    assertRejected(
        (channels, steps, count) -> new float[] {0, Float.POSITIVE_INFINITY, 0},
        "non-finite",
        "step=1");
  }

  private static void assertRejected(Reward reward, String reason, String detail) {
    RewardStage.Outcome outcome = stage(reward).apply(RECORD);

    assertThat(outcome.event()).isNull();
    assertThat(outcome.fate().fate()).isEqualTo(Fate.REJECTED);
    assertThat(outcome.fate().offset()).isEqualTo(5);
    assertThat(outcome.rejected().reason()).isEqualTo(reason);
    assertThat(outcome.rejected().detail()).contains(detail);
    assertThat(outcome.rejected().record()).isEqualTo(RECORD);
  }

  private static RewardStage stage(Reward reward) {
    return new RewardStage(Samples.SHAPE, reward);
  }
}
