package io.millrace.flow.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.DecisionTrace;
import io.millrace.flow.Episode;
import io.millrace.flow.Origin;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two decisions of chunks of three actions, of which the second was cut after one or two. */
class ActionRowsTest {
  private static final int DECISIONS = 2;
  private static final FlowPolicySpec SPEC =
      new FlowPolicySpec(
          1,
          3,
          List.of(4),
          "silu",
          2,
          new SamplerSpec("flow-sde", 0.7, 0, 0),
          new float[3],
          new float[] {1, 1, 1},
          FlowHead.VELOCITY,
          3,
          Exploration.ALL,
          Recording.NONE.withActionRewards(),
          List.of(PartSpec.value(List.of(4), "silu", 3)));

  private static LearnerInput.Member member(float[] rewards, float[] advantages, int values) {
    int draws = DECISIONS * SPEC.likelihoods() * 3;
    float[] value = new float[values];
    for (int i = 0; i < values; i++) {
      value[i] = 10 + i;
    }
    DecisionTrace trace =
        new DecisionTrace(
            new float[draws],
            new float[DECISIONS * SPEC.pathPoints() * 3],
            null,
            null,
            value,
            null);
    Episode episode =
        new Episode(
            "t",
            0,
            1,
            DECISIONS,
            rewards.length,
            1,
            3,
            new float[DECISIONS + 1],
            new float[DECISIONS * 3],
            rewards,
            trace,
            true,
            false,
            null,
            new Origin(0, 0, 0, 0));
    return new LearnerInput.Member(episode, advantages);
  }

  @Test
  void of_lastChunkCutShort_advantagesOfWhatWasCarriedOut() {
    LearnerInput.Member member =
        member(new float[] {1, 2, 3, 4, 5}, new float[] {6, 7, 8, 9, 10}, 9);

    assertThat(ActionRows.fits(member, SPEC)).isTrue();
    ActionBatch rows =
        ActionRows.of(List.of(new LearnerInput("r", "g", false, 0, List.of(member))), SPEC);

    assertThat(rows.advantage).containsExactly(6, 7, 8, 9, 10, 0);
    assertThat(rows.executed).containsExactly(3, 2);
    assertThat(rows.value).containsExactly(10, 11, 12, 13, 14, 15);
    assertThat(rows.returnToGo).containsExactly(15, 9);
  }

  @Test
  void fits_numbersOfOtherEpisodes_no() {
    float[] three = new float[3];
    float[] four = new float[4];
    assertThat(ActionRows.fits(member(four, four, 9), SPEC)).isTrue();
    assertThat(ActionRows.fits(member(four, new float[5], 9), SPEC)).isFalse();
    assertThat(ActionRows.fits(member(three, three, 9), SPEC)).as("one chunk only").isFalse();
    assertThat(ActionRows.fits(member(new float[7], new float[7], 9), SPEC)).isFalse();
    assertThat(ActionRows.fits(member(four, four, 3), SPEC)).as("values of chunks").isFalse();
  }
}
