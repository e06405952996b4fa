package io.millrace.flow.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.DecisionTrace;
import io.millrace.flow.Episode;
import io.millrace.flow.Origin;
import io.millrace.flow.objective.Gorl;
import io.millrace.flow.objective.Ppo;
import io.millrace.flow.objective.ValueError;
import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.CosineFit;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowActor;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a refit of the decoder means for the fold: a latent belongs to the decoder it was for. */
final class GorlLearnerTest {
  private static final int STEPS = 4;
  private static final int MEMBERS = 4;
  private static final FlowPolicySpec SPEC =
      new FlowPolicySpec(
          0,
          1,
          List.of(8),
          "silu",
          STEPS,
          new SamplerSpec("latent-gaussian", 0, 0.2, 5),
          new float[] {0},
          new float[] {1},
          FlowHead.VELOCITY,
          1,
          Exploration.ALL,
          Recording.NONE,
          List.of(PartSpec.start(List.of(8), "tanh", 1)));

  @Test
  void fold_betweenRefits_learnsTheStartAndLeavesTheDecoder() {
    Learner learner = learner(1);
    byte[] first = first();
    LearnerState state = learner.start(first);
    learner.fold(state, play(first, 0, 1));
    float[] before = FlowPolicy.fromArtifact(first).model().parameters().values();
    float[] after = state.policy.model().parameters().values();
    int decoder =
        state.policy.model().part(PartSpec.START).heads().get(0).layers().get(0).weight().offset();
    assertThat(after).isNotEqualTo(before);
    for (int i = 0; i < decoder; i++) {
      assertThat(after[i]).as("weight %d", i).isEqualTo(before[i]);
    }
  }

  @Test
  void fold_refit_makesEarlierExperienceStale() {
    Learner learner = learner(1);
    byte[] first = first();
    LearnerState state = learner.start(first);
    byte[] second = version(learner.fold(state, play(first, 0, 1)));
    byte[] third = version(learner.fold(state, play(second, 1, 2)));
    assertThat(state.version()).isEqualTo(3);
    assertThat(kind(learner.fold(state, play(second, 2, 2)))).isEqualTo(MemberFate.Kind.STALE);
    LearnerOutput output = learner.fold(state, play(third, 3, 3));
    assertThat(kind(output)).isEqualTo(MemberFate.Kind.USED);
    assertThat(output.metrics().get(0).values()).containsKey("second-moment");
  }

  @Test
  void fold_refitBetweenTwoPublications_publishesAtOnce() {
    Learner learner = learner(5);
    byte[] first = first();
    LearnerState state = learner.start(first);
    assertThat(learner.fold(state, play(first, 0, 1)).versions()).isEmpty();
    byte[] refitted = version(learner.fold(state, play(first, 1, 1)));
    assertThat(kind(learner.fold(state, play(refitted, 2, 2)))).isEqualTo(MemberFate.Kind.USED);
  }

  @Test
  void restore_atEveryRecord_continuesToTheLastBitAlike() {
    List<String> expected = versions(99);
    assertThat(expected).hasSize(6).doesNotHaveDuplicates();
    for (int stop = 0; stop < 6; stop++) {
      assertThat(versions(stop)).as("restored before record %d", stop).isEqualTo(expected);
    }
  }

  private static List<String> versions(int stop) {
    Learner learner = learner(1);
    byte[] artifact = first();
    LearnerState state = learner.start(artifact);
    List<String> hashes = new ArrayList<>();
    for (int group = 0; group < 6; group++) {
      if (group == stop) {
        state = learner.restore(learner.snapshot(state));
      }
      artifact = version(learner.fold(state, play(artifact, group, group + 1)));
      hashes.add(state.sha256());
    }
    return hashes;
  }

  private static Learner learner(int publishEvery) {
    return new Learner(
        new LearnerSettings("p", 1, "recipe", 1, 2, 0, 1, 0, publishEvery, 100, 1, 5, 1e-6),
        new Gorl(new Ppo(0.2, 0, ValueError.NONE, false), 0.001, 2, new CosineFit(20, 1e-3), 16),
        new Adam(1e-2, 0.9, 0.999, 1e-8));
  }

  private static byte[] first() {
    return FlowPolicy.random(SPEC, new RandomSource(3))
        .toArtifact(new Lineage("p", 1, 1, null, "recipe", -1, 0));
  }

  private static byte[] version(LearnerOutput output) {
    assertThat(output.versions()).hasSize(1);
    return output.versions().get(0).artifact();
  }

  private static MemberFate.Kind kind(LearnerOutput output) {
    return output.fates().get(0).kind();
  }

  private static LearnerInput play(byte[] artifact, int group, long version) {
    FlowPolicy policy = FlowPolicy.fromArtifact(artifact);
    FlowActor actor = new FlowActor(policy, Acting.exploring(policy), MEMBERS);
    FlowSample sample = actor.newSample();
    actor.begin(group);
    actor.act(new float[0], new RandomSource(100 + group), sample);
    List<LearnerInput.Member> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      Episode episode =
          new Episode(
              "t" + group + "-" + i,
              i,
              version,
              1,
              1,
              0,
              1,
              new float[0],
              new float[] {sample.actions()[i]},
              new float[] {i},
              new DecisionTrace(
                  FlowSample.row(sample.logProbs(), i, 1),
                  FlowSample.row(sample.latentPath(), i, STEPS + 1),
                  new int[] {-1},
                  null,
                  null,
                  null),
              true,
              false,
              null,
              new Origin(0, group * MEMBERS + i, 0, 0));
      members.add(new LearnerInput.Member(episode, new float[] {i - 1.5f}));
    }
    return new LearnerInput("g" + group, "g" + group, false, group, members);
  }
}
