package io.millrace.flow.piflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.objective.LossScope;
import io.millrace.flow.objective.Measurements;
import io.millrace.flow.objective.PiFlow;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.BatchFunction;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StudentGuidanceTest {
  private static final long SEED = 9;
  private static final int ROWS = 3;
  private static final int SIZE = 2;
  private static final PiFlow METHOD = new PiFlow(3, 2, 16, 1, 2, 2, List.of(8), "tanh");
  private static final FlowPolicy POLICY =
      FlowPolicy.random(
          new FlowPolicySpec(
              1,
              SIZE,
              List.of(8),
              "silu",
              4,
              SamplerSpec.ODE,
              new float[SIZE],
              new float[] {1, 1},
              FlowHead.VELOCITY,
              1,
              Exploration.ALL,
              Recording.NONE,
              METHOD.parts(SIZE)),
          new RandomSource(SEED));

  /** Two network calls by hand, each followed by a roll-out, end where the actor ends. */
  @Test
  void act_twoSegments_callsTheStudentAtTheStartOfEach() {
    float[] observations = {0.5f, -1, 2};
    Actor actor = Actor.of(POLICY, METHOD.student(Acting.with(new Ode(), POLICY)), ROWS);
    FlowSample sample = actor.newSample();
    actor.act(observations, new RandomSource(SEED), sample);
    BatchFunction student =
        POLICY.model().part(PartSpec.STUDENT).inference(POLICY.model().parameters(), ROWS);
    SegmentRollout rollout = new SegmentRollout(new GmFlowPolicy(3, SIZE), 16);
    float[] start = new float[ROWS * SIZE];
    float[] end = new float[ROWS * SIZE];
    int points = 2 * 16 + 1;
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(sample.latentPath(), row * points * SIZE, start, row * SIZE, SIZE);
    }
    for (Segment segment : Segment.chain(2, 1, 1)) {
      for (int row = 0; row < ROWS; row++) {
        System.arraycopy(start, row * SIZE, student.input(), row * (SIZE + 2), SIZE);
        student.input()[row * (SIZE + 2) + SIZE] = (float) segment.start();
        student.input()[row * (SIZE + 2) + SIZE + 1] = observations[row];
      }
      rollout.run(segment, student.run(), start, end);
      System.arraycopy(end, 0, start, 0, end.length);
    }
    for (int i = 0; i < end.length; i++) {
      assertThat((double) sample.actions()[i]).as("seed %d", SEED).isCloseTo(end[i], within(1e-4));
    }
  }

  @Test
  void parts_firstMeans_areSpreadAroundTheStart() {
    BatchFunction student =
        POLICY.model().part(PartSpec.STUDENT).inference(POLICY.model().parameters(), 1);
    assertThat(METHOD.parts(SIZE).get(0).outputBias())
        .containsExactly(0f, 0f, 0f, -2f / 3, -2f / 3, 0f, 0f, 2f / 3, 2f / 3, -1f);
    // Inputs of 0 reach the last layer as 0 through tanh, so that the biases are the output.
    assertThat(student.run()).containsExactly(0, 0, 0, -2f / 3, -2f / 3, 0, 0, 2f / 3, 2f / 3, -1);
  }

  @Test
  void loss_anyRows_movesTheStudentAlone() {
    ActionBatch batch = new ActionBatch(new ActionBatch.Shape(4, SIZE, 1, 5, 0, 0), false, false);
    RandomSource random = new RandomSource(SEED);
    random.fillGaussian(batch.action);
    Tape tape = new Tape();
    LossScope scope =
        LossScope.of(
            tape,
            POLICY,
            POLICY.model().over(POLICY.model().parameters().copy()),
            batch,
            random,
            new Measurements(),
            1);
    tape.backward(METHOD.loss(scope));
    Parameters parameters = POLICY.model().parameters();
    POLICY
        .model()
        .velocity()
        .heads()
        .get(0)
        .layers()
        .forEach(layer -> assertThat(parameters.readGradient(layer.weight())).containsOnly(0f));
    Mlp.Layer last = POLICY.model().part(PartSpec.STUDENT).heads().get(0).layers().get(1);
    assertThat(parameters.readGradient(last.weight())).doesNotContain(Float.NaN);
    assertThat(parameters.readGradient(last.bias()))
        .isNotEqualTo(new float[METHOD.parts(SIZE).get(0).out(SIZE)]);
  }
}
