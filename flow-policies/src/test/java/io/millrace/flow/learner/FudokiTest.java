package io.millrace.flow.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.DecisionTrace;
import io.millrace.flow.Episode;
import io.millrace.flow.Origin;
import io.millrace.flow.credit.GroupRelative;
import io.millrace.flow.discrete.ExactChain;
import io.millrace.flow.discrete.TokenSpec;
import io.millrace.flow.objective.Fudoki;
import io.millrace.flow.objective.RatioUnit;
import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.Demonstrations;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.pretraining.PretrainingMethod;
import io.millrace.flow.pretraining.WarmStart;
import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A discrete flow's way through warm start, acting and the learner's fold, judged by the exact law
 * of its outcome. Bars: the flow-grpo sheet, section fudoki (d).
 */
final class FudokiTest {
  private static final int MEMBERS = 48;
  private static final int UPDATES = 60;
  private static final int STEPS = 16;
  private static final long SEED = 4;
  private static final TokenSpec RING =
      new TokenSpec(
          4,
          List.of(List.of(1.0, 0.0), List.of(0.8, 0.6), List.of(0.0, 1.0), List.of(-1.0, 0.0)),
          3,
          0.9,
          true);
  private static final FlowPolicySpec SPEC =
      FlowPolicySpec.ofTokens(0, 1, List.of(32), "tanh", STEPS, RING, List.of());

  @Test
  void warmStart_rareToken_staysRare() {
    // The exact posterior gives .1491 on this grid, DiscreteGrpoTest; data have it at .1.
    assertThat(probability(warm())).as("seed %d", SEED).isBetween(0.08, 0.19);
  }

  @ParameterizedTest
  @EnumSource(
      value = RatioUnit.class,
      names = {"STEP", "DECISION"})
  void fold_rewardForOneToken_makesItNearlyCertain(RatioUnit unit) {
    FlowPolicy learned = learn(new Fudoki(0.2, 0, unit), false);
    assertThat(probability(learned)).as("exact P(token 0), seed %d", SEED).isGreaterThan(0.9);
  }

  @Test
  void fold_advantagesDealtAtRandom_doesNot() {
    FlowPolicy learned = learn(new Fudoki(0.2, 0, RatioUnit.DECISION), true);
    assertThat(probability(learned)).as("exact P(token 0), seed %d", SEED).isLessThan(0.5);
  }

  @Test
  void fold_penalty_holdsThePolicyNearItsFirstVersion() {
    double free = probability(learn(new Fudoki(0.2, 0, RatioUnit.DECISION), false));
    double held = probability(learn(new Fudoki(0.2, 20, RatioUnit.DECISION), false));
    assertThat(held).as("seed %d", SEED).isLessThan(free - 0.2);
  }

  private static FlowPolicy warm() {
    RandomSource random = new RandomSource(SEED);
    double[] data = {0.1, 0.2, 0.3, 0.4};
    float[] actions = new float[2048];
    for (int i = 0; i < actions.length; i++) {
      double left = random.nextDouble();
      int token = 0;
      while (token < 3 && left >= data[token]) {
        left -= data[token++];
      }
      actions[i] = token;
    }
    return new WarmStart(600, 256, 1e-2, new PretrainingMethod.Tokens())
        .train(SPEC, new Demonstrations(actions.length, new float[0], actions), random);
  }

  private static double probability(FlowPolicy policy) {
    ExactChain chain = new ExactChain(RING.path(), 1, STEPS);
    return chain
        .law(
            policy
                .model()
                .tokenNetwork(SPEC)
                .inference(policy.model().parameters(), chain.states()))[0];
  }

  private static FlowPolicy learn(Fudoki objective, boolean shuffled) {
    Learner learner =
        new Learner(
            new LearnerSettings("p", 1, "recipe", 1, 2, 0, 0, UPDATES, 1, 100, 1, SEED, 1e-6),
            objective,
            new Adam(1e-2, 0.9, 0.999, 1e-8));
    byte[] artifact = warm().toArtifact(new Lineage("p", 1, 1, null, "recipe", -1, 0));
    LearnerState state = learner.start(artifact);
    RandomSource random = new RandomSource(SEED).split("play");
    for (int group = 0; group < UPDATES; group++) {
      LearnerOutput output =
          learner.fold(state, play(FlowPolicy.fromArtifact(artifact), group, random, shuffled));
      artifact = output.versions().get(0).artifact();
    }
    return FlowPolicy.fromArtifact(artifact);
  }

  private static LearnerInput play(
      FlowPolicy policy, int group, RandomSource random, boolean shuffled) {
    Actor actor = Actor.of(policy, Acting.exploring(policy), MEMBERS);
    FlowSample sample = actor.newSample();
    actor.act(new float[0], random, sample);
    double[] rewards = new double[MEMBERS];
    int[] order = new int[MEMBERS];
    for (int i = 0; i < MEMBERS; i++) {
      rewards[i] = sample.actions()[i] == 0 ? 1 : 0;
      order[i] = i;
    }
    if (shuffled) {
      random.shuffle(order);
    }
    double[] fair = new GroupRelative(GroupRelative.Std.POPULATION, 1e-4).compare(rewards);
    List<LearnerInput.Member> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      Episode episode =
          new Episode(
              "t" + group + "-" + i,
              i,
              group + 1,
              1,
              1,
              0,
              1,
              new float[0],
              new float[] {sample.actions()[i]},
              new float[] {(float) rewards[i]},
              DecisionTrace.of(
                  FlowSample.row(sample.logProbs(), i, STEPS),
                  FlowSample.row(sample.latentPath(), i, 2 * STEPS)),
              true,
              false,
              rewards[i] == 1,
              new Origin(0, group * MEMBERS + i, 0, 0));
      members.add(new LearnerInput.Member(episode, new float[] {(float) fair[order[i]]}));
    }
    return new LearnerInput("g" + group, "g" + group, false, group, members);
  }
}
