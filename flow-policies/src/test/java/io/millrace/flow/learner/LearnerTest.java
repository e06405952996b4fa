package io.millrace.flow.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.DecisionTrace;
import io.millrace.flow.Episode;
import io.millrace.flow.Origin;
import io.millrace.flow.objective.FlowGrpo;
import io.millrace.flow.objective.KlPenalty;
import io.millrace.flow.objective.LogProbReduction;
import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowActor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LearnerTest {
  private static final int STEPS = 5;
  private static final int MEMBERS = 4;
  private static final FlowPolicySpec SPEC =
      new FlowPolicySpec(
          2,
          1,
          List.of(16),
          "silu",
          STEPS,
          new SamplerSpec("flow-sde", 0.7, 0, 0),
          new float[] {0},
          new float[] {1});
  private static final byte[] FIRST =
      FlowPolicy.random(SPEC, new RandomSource(3))
          .toArtifact(new Lineage("p", 1, 1, null, "recipe", -1, 0));

  @Test
  void fold_sameLogTwice_givesTheSameVersionsToTheLastBit() {
    List<PolicyVersion> once = versions(learner(0, 8), log(12, 1));
    List<PolicyVersion> again = versions(learner(0, 8), log(12, 1));
    assertThat(once).hasSize(6);
    assertThat(hashes(once)).isEqualTo(hashes(again)).doesNotHaveDuplicates();
    for (int i = 1; i < once.size(); i++) {
      assertThat(once.get(i).parentSha256()).isEqualTo(once.get(i - 1).sha256());
      assertThat(once.get(i).version()).isEqualTo(once.get(i - 1).version() + 1);
    }
  }

  @Test
  void restore_atEveryRecord_continuesToTheLastBitAlike() {
    List<LearnerInput> log = log(9, 1);
    List<String> expected = hashes(versions(learner(0, 8), log));
    for (int stop = 0; stop <= log.size(); stop++) {
      Learner learner = learner(0, 8);
      LearnerState state = learner.start(FIRST);
      List<PolicyVersion> versions = new ArrayList<>();
      for (int i = 0; i < log.size(); i++) {
        if (i == stop) {
          state = learner.restore(learner.snapshot(state));
        }
        versions.addAll(learner.fold(state, log.get(i)).versions());
      }
      assertThat(hashes(versions)).as("restored before record %d", stop).isEqualTo(expected);
    }
  }

  @Test
  void fold_everyRecordTwice_changesNothing() {
    List<LearnerInput> log = log(6, 1);
    List<LearnerInput> doubled = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      doubled.add(log.get(i));
      doubled.add(log.get(i / 2));
    }
    assertThat(weights(learner(0, 8), doubled)).containsExactly(weights(learner(0, 8), log));
  }

  @Test
  void fold_firstUpdate_findsTheBehaviourPolicysOwnLikelihood() {
    Learner learner = learner(0, 1);
    LearnerState state = learner.start(FIRST);
    List<UpdateMetrics> metrics = new ArrayList<>();
    log(2, 1).forEach(input -> metrics.addAll(learner.fold(state, input).metrics()));
    assertThat(metrics.get(0).values().get("first-log-ratio-max")).isLessThan(1e-6);
  }

  @Test
  void fold_staleGroup_isNotUsedAndSaysSo() {
    Learner learner = learner(1, 8);
    LearnerState state = learner.start(FIRST);
    log(6, 1).subList(0, 4).forEach(input -> learner.fold(state, input));
    assertThat(state.version()).isEqualTo(3);
    byte[] before = learner.snapshot(state);
    LearnerOutput output = learner.fold(state, record(50, 1, 1));
    assertThat(output.fates()).hasSize(MEMBERS);
    assertThat(output.fates().get(0).kind()).isEqualTo(MemberFate.Kind.STALE);
    assertThat(state.pending).isEmpty();
    assertThat(learner.snapshot(state)).hasSizeGreaterThan(before.length - 1);
  }

  @Test
  void fold_policyFromTheFuture_isStale() {
    Learner learner = learner(1, 8);
    LearnerState state = learner.start(FIRST);
    assertThat(learner.fold(state, record(0, 9, 1)).fates().get(0).kind())
        .isEqualTo(MemberFate.Kind.STALE);
  }

  @Test
  void fold_trajectoryWithoutLikelihoods_isRejected() {
    Learner learner = learner(1, 8);
    LearnerState state = learner.start(FIRST);
    LearnerInput good = record(0, 1, 1);
    Episode e = good.members().get(0).episode();
    Episode bare =
        new Episode(
            e.id(),
            0,
            1,
            1,
            1,
            2,
            1,
            e.observations(),
            e.actions(),
            e.rewards(),
            DecisionTrace.NONE,
            true,
            false,
            null,
            e.origin());
    LearnerInput input =
        new LearnerInput(
            "g", "g", false, 0, List.of(new LearnerInput.Member(bare, new float[] {1})));
    assertThat(learner.fold(state, input).fates().get(0).kind())
        .isEqualTo(MemberFate.Kind.REJECTED);
  }

  @Test
  void fold_notANumberInTheGradient_leavesWeightsAndMomentsUntouched() {
    Learner learner = learner(0, 8);
    LearnerState state = learner.start(FIRST);
    log(2, 1).forEach(input -> learner.fold(state, input));
    float[] weights = state.policy.model().parameters().values().clone();
    float[] moment = state.optimizer.moments()[0].clone();
    LearnerOutput output = learner.fold(state, record(20, 2, Float.NaN));
    output = learner.fold(state, record(21, 2, Float.NaN));
    assertThat(state.policy.model().parameters().values()).containsExactly(weights);
    assertThat(state.optimizer.moments()[0]).containsExactly(moment);
    assertThat(output.versions()).isEmpty();
    assertThat(output.metrics().get(0).values())
        .containsEntry("optimizer-steps", 0.0)
        .containsEntry("skipped-steps", 4.0);
  }

  @Test
  void fold_groupWithoutAnyAdvantage_leavesWeightsUntouched() {
    Learner learner = learner(0, 8);
    LearnerState state = learner.start(FIRST);
    float[] weights = state.policy.model().parameters().values().clone();
    learner.fold(state, record(0, 1, 0));
    learner.fold(state, record(1, 1, 0));
    assertThat(state.updates()).isEqualTo(1);
    assertThat(state.policy.model().parameters().values()).containsExactly(weights);
  }

  @Test
  void fold_likelihoodsThatAreNotTheLearnersOwn_stopsItAtTheFirstUpdate() {
    Learner learner = learner(0, 8);
    LearnerState state = learner.start(FIRST);
    List<LearnerInput> log = log(2, 1);
    for (LearnerInput input : log) {
      for (LearnerInput.Member member : input.members()) {
        member.episode().trace().logProbs()[0] += 0.01f;
      }
    }
    learner.fold(state, log.get(0));
    assertThatThrownBy(() -> learner.fold(state, log.get(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("learner.likelihoodTolerance=1.0E-6")
        .hasMessageContaining("got a log-ratio of 0.01");
  }

  @Test
  void fold_firstUpdate_logRatioIsExactlyZero() {
    Learner learner = learner(0, 8);
    LearnerState state = learner.start(FIRST);
    List<LearnerOutput> outputs = new ArrayList<>();
    log(2, 1).forEach(input -> outputs.add(learner.fold(state, input)));
    assertThat(outputs.get(1).metrics().get(0).values())
        .containsEntry("first-log-ratio-max", 0.0)
        .containsKeys("ratio-mean-step-0", "clip-fraction-step-0", "reference-kl", "action-spread");
  }

  @Test
  void fold_stopConditionMet_finishesAndUsesNoMore() {
    Learner learner = learner(0, 1);
    LearnerState state = learner.start(FIRST);
    List<PolicyVersion> versions = new ArrayList<>();
    log(6, 1).forEach(input -> versions.addAll(learner.fold(state, input).versions()));
    assertThat(versions).hasSize(1);
    assertThat(versions.get(0).finished()).isTrue();
    assertThat(state.finished()).isTrue();
  }

  @Test
  void fold_correction_learnsTheDifferenceWithoutFillingTheBatch() {
    List<LearnerInput> log = log(2, 1);
    LearnerInput group = log.get(0);
    LearnerInput correction = new LearnerInput("late-1", group.groupId(), true, 9, group.members());
    Learner learner = learner(0, 8);
    LearnerState state = learner.start(FIRST);
    LearnerOutput output = learner.fold(state, group);
    output = learner.fold(state, correction);
    assertThat(output.metrics()).isEmpty();
    output = learner.fold(state, log.get(1));
    assertThat(output.metrics().get(0).trajectories()).isEqualTo(2 * MEMBERS);
    assertThat(output.fates()).hasSize(2 * MEMBERS);
    assertThat(weights(learner(0, 8), log))
        .isNotEqualTo(state.policy.model().parameters().values());
  }

  private static Learner learner(double kl, long stop) {
    return new Learner(
        new LearnerSettings("p", 1, "recipe", 2, 2, 4, 1, stop, 1, 100, 1, 5, 1e-6),
        new FlowGrpo(0.2, kl, KlPenalty.EXACT, LogProbReduction.SUM),
        new Adam(1e-2, 0.9, 0.999, 1e-8));
  }

  private static List<PolicyVersion> versions(Learner learner, List<LearnerInput> log) {
    LearnerState state = learner.start(FIRST);
    List<PolicyVersion> versions = new ArrayList<>();
    log.forEach(input -> versions.addAll(learner.fold(state, input).versions()));
    return versions;
  }

  private static float[] weights(Learner learner, List<LearnerInput> log) {
    LearnerState state = learner.start(FIRST);
    log.forEach(input -> learner.fold(state, input));
    return state.policy.model().parameters().values();
  }

  private static List<String> hashes(List<PolicyVersion> versions) {
    return versions.stream().map(PolicyVersion::sha256).toList();
  }

  /**
   * Groups of the first version's own doing, said to come from the version that is then current.
   */
  private static List<LearnerInput> log(int groups, float scale) {
    List<LearnerInput> log = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      log.add(record(g, 1 + g / 2, scale));
    }
    return log;
  }

  private static LearnerInput record(int group, long version, float scale) {
    FlowPolicy policy = FlowPolicy.fromArtifact(FIRST);
    FlowSample sample = new FlowSample(MEMBERS, SPEC);
    float[] observations = new float[2 * MEMBERS];
    Arrays.fill(observations, 0.5f);
    new FlowActor(policy, Acting.exploring(policy), MEMBERS)
        .act(observations, new RandomSource(100 + group), sample);
    List<LearnerInput.Member> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      Episode episode =
          new Episode(
              "t" + group + "-" + i,
              i,
              version,
              1,
              1,
              2,
              1,
              new float[] {0.5f, 0.5f, 0.5f, 0.5f},
              new float[] {sample.actions()[i]},
              new float[] {i},
              DecisionTrace.of(
                  FlowSample.row(sample.logProbs(), i, STEPS - 1),
                  FlowSample.row(sample.latentPath(), i, STEPS + 1)),
              true,
              false,
              i % 2 == 0,
              new Origin(0, group * MEMBERS + i, 0, 0));
      members.add(new LearnerInput.Member(episode, new float[] {scale * (i - 1.5f)}));
    }
    return new LearnerInput("g" + group, "g" + group, false, group, members);
  }
}
