package io.millrace.flow.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.DecisionTrace;
import io.millrace.flow.Episode;
import io.millrace.flow.Origin;
import io.millrace.flow.objective.Dmpo;
import io.millrace.flow.optimizer.Adam;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies of intervals learn from what they did: actor and learner compute the same numbers. */
final class MeanVelocityLearnerTest {
  private static final int MEMBERS = 4;

  @ParameterizedTest
  @CsvSource({
    "MEAN_VELOCITY, 1, false",
    "MEAN_VELOCITY, 5, false",
    "MEAN_VELOCITY, 1, true",
    "MEAN_VELOCITY, 5, true",
    "SHORTCUT, 5, false",
    "VELOCITY, 5, true"
  })
  void fold_firstUpdate_findsTheActorsOwnLikelihood(FlowHead head, int steps, boolean encoded) {
    FlowPolicySpec spec = spec(head, steps, encoded);
    byte[] first =
        FlowPolicy.random(spec, new RandomSource(3))
            .toArtifact(new Lineage("p", 1, 1, null, "recipe", -1, 0));
    Learner learner =
        new Learner(
            new LearnerSettings("p", 1, "recipe", 1, 2, 0, 1, 8, 1, 100, 1, 5, 1e-6),
            new Dmpo(0.01, 0.01, 0.05, 0, 0),
            new Adam(1e-2, 0.9, 0.999, 1e-8));
    LearnerState state = learner.start(first);
    float[] before = state.policy.model().parameters().values().clone();
    LearnerOutput output = learner.fold(state, group(FlowPolicy.fromArtifact(first)));
    assertThat(output.metrics().get(0).values().get("first-log-ratio-max")).isLessThan(1e-6);
    assertThat(state.policy.model().parameters().values()).isNotEqualTo(before);
  }

  private static FlowPolicySpec spec(FlowHead head, int steps, boolean encoded) {
    return new FlowPolicySpec(
        2,
        1,
        List.of(16),
        "silu",
        steps,
        new SamplerSpec("flow-noise", 0, 0.05, 0.2, true, 0, 0),
        new float[] {0},
        new float[] {1},
        head,
        1,
        Exploration.ALL,
        Recording.NONE,
        encoded ? List.of(PartSpec.encoder(List.of(8, 5), "silu")) : List.of());
  }

  private static LearnerInput group(FlowPolicy policy) {
    FlowActor actor = new FlowActor(policy, Acting.exploring(policy), MEMBERS);
    FlowSample sample = actor.newSample();
    float[] observations = {0.5f, -1, 0.5f, -1, 0.5f, -1, 0.5f, -1};
    actor.act(observations, new RandomSource(100), sample);
    int steps = policy.spec().flowSteps();
    List<LearnerInput.Member> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      Episode episode =
          new Episode(
              "t" + i,
              i,
              1,
              1,
              1,
              2,
              1,
              new float[] {0.5f, -1, 0.5f, -1},
              new float[] {sample.actions()[i]},
              new float[] {i},
              DecisionTrace.of(
                  FlowSample.row(sample.logProbs(), i, steps),
                  FlowSample.row(sample.latentPath(), i, steps + 1)),
              true,
              false,
              i % 2 == 0,
              new Origin(0, i, 0, 0));
      members.add(new LearnerInput.Member(episode, new float[] {i - 1.5f}));
    }
    return new LearnerInput("g", "g", false, 0, members);
  }
}
