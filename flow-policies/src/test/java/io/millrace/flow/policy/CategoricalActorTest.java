package io.millrace.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.discrete.Choices;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.tensor.BatchFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CategoricalActorTest {
  private static final int ROWS = 4000;
  private static final Choices CHOICES = new Choices(List.of(2, 3), true);

  /** One number, then the mask: choice 1 of position 1 is forbidden. */
  private static final float[] SEEN = {0.7f, 1, 1, 1, 0, 1};

  private final FlowPolicy policy =
      FlowPolicy.random(
          FlowPolicySpec.categorical(6, List.of(8), "tanh", CHOICES, List.of()),
          new RandomSource(3));

  @Test
  void act_maskedChoices_drawsByTheSoftmaxOfTheAllowedOnes() {
    double[][] expected = probabilities();
    float[] observations = repeated(ROWS);
    Actor actor = Actor.of(policy, Acting.exploring(policy), ROWS);
    FlowSample sample = actor.newSample();
    actor.act(observations, new RandomSource(5), sample);

    double[][] frequency = new double[2][3];
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < 2; i++) {
        int drawn = (int) sample.actions()[row * 2 + i];
        frequency[i][drawn] += 1.0 / ROWS;
        assertThat((double) sample.logProbs()[row * 2 + i])
            .isCloseTo(Math.log(expected[i][drawn]), within(1e-5));
        assertThat(sample.latentPath()[row * 2 + i]).isEqualTo(drawn);
      }
    }
    for (int i = 0; i < 2; i++) {
      for (int choice = 0; choice < 3; choice++) {
        // three standard errors of 4000 draws at most
        assertThat(frequency[i][choice]).isCloseTo(expected[i][choice], within(0.024));
      }
    }
    assertThat(frequency[0][2]).as("a surplus token").isZero();
    assertThat(frequency[1][1]).as("a forbidden choice").isZero();
  }

  @Test
  void act_likeliest_takesTheAllowedMode() {
    double[][] law = probabilities();
    Actor actor = Actor.of(policy, Acting.with(new Ode(), policy).withLikeliest(true), 1);
    FlowSample sample = actor.newSample();
    actor.act(SEEN, new RandomSource(5), sample);

    assertThat(sample.actions())
        .containsExactly(law[0][0] > law[0][1] ? 0 : 1, law[1][0] > law[1][2] ? 0 : 2);
  }

  @Test
  void act_nothingAllowed_throws() {
    Actor actor = Actor.of(policy, Acting.exploring(policy), 1);
    FlowSample sample = actor.newSample();
    float[] nothing = {0.7f, 1, 1, 0, 0, 0};
    assertThatThrownBy(() -> actor.act(nothing, new RandomSource(1), sample))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a mask that allows a choice, position=1 row=0");
  }

  @Test
  void toArtifact_andBack_drawsTheSame() {
    byte[] artifact = policy.toArtifact(new Lineage("p", 1, 1, null, "r", -1, 0));
    FlowPolicy back = FlowPolicy.fromArtifact(artifact);
    assertThat(back.spec().choices()).isEqualTo(CHOICES);
    assertThat(draws(back)).isEqualTo(draws(policy));
  }

  @Test
  void spec_walkOrNoObservation_throws() {
    assertThatThrownBy(
            () ->
                FlowPolicySpec.categorical(0, List.of(), "tanh", Choices.uniform(1, 2), List.of()))
        .hasMessageContaining("expected observations for head CATEGORICAL");
    assertThatThrownBy(() -> FlowPolicySpec.categorical(4, List.of(), "tanh", CHOICES, List.of()))
        .hasMessageContaining("expected masks in observations");
  }

  private static float[] draws(FlowPolicy policy) {
    Actor actor = Actor.of(policy, Acting.exploring(policy), 20);
    FlowSample sample = actor.newSample();
    actor.act(repeated(20), new RandomSource(8), sample);
    return sample.actions().clone();
  }

  private double[][] probabilities() {
    BatchFunction forward = policy.model().velocity().inference(policy.model().parameters(), 1);
    System.arraycopy(SEEN, 0, forward.input(), 0, SEEN.length);
    float[] logits = forward.run();
    double[][] law = new double[2][3];
    int[][] allowed = {{0, 1}, {0, 2}};
    for (int i = 0; i < 2; i++) {
      double sum = 0;
      for (int choice : allowed[i]) {
        sum += Math.exp(logits[i * 3 + choice]);
      }
      for (int choice : allowed[i]) {
        law[i][choice] = Math.exp(logits[i * 3 + choice]) / sum;
      }
    }
    return law;
  }

  private static float[] repeated(int rows) {
    float[] observations = new float[rows * SEEN.length];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(SEEN, 0, observations, row * SEEN.length, SEEN.length);
    }
    return observations;
  }
}
