package io.millrace.flow.objective;

import io.millrace.flow.piflow.GmFlowPolicy;
import io.millrace.flow.piflow.ImitationLoss;
import io.millrace.flow.piflow.Segment;
import io.millrace.flow.piflow.SegmentRollout;
import io.millrace.flow.piflow.StudentGuidance;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * pi-Flow: distills the policy's flow into a student of few network calls, which names at the start
 * of a segment a mixture whose flow is followed without a network.
 *
 * <pre>
 * start   = sigma action + (1 - sigma) noise          sigma: a random segment's start
 * output  = student(start, sigma, observation)        K logits, K means, one log-std
 * x       = roll-out of the policy that output names, to a random substep; data
 * loss    = mean over rows and states of 0.5 | mean velocity over a window from x - teacher(x) |^2
 * </pre>
 *
 * Minimized. The teacher is the flow network of the first version: it acts while experience is
 * collected, brings observations and actions with it, and is never changed. With one segment, start
 * is noise, and no action is read. The student is the policy's part {@link PartSpec#STUDENT}; its
 * means begin evenly spread, by the last layer's biases, since components that begin together stay
 * together. It acts where evaluation asks for it ({@link #student}).
 *
 * <p>Differs from the reference implementation: segments of equal length, no shift, no schedule
 * that mixes the teacher's steps into the roll-out, and no factor 30, which Adam would not feel.
 *
 * <p>Source: "pi-Flow: Policy-Based Few-Step Generation via Imitation Distillation" (arXiv
 * 2510.14974), algorithm 1. Golden cases: {@code conformance/discrete-and-pi-flow.json}.
 *
 * @param components K of the mixture; 8 for images of prompts, 32 for ImageNet in pi-Flow
 * @param evaluations network calls of an action
 * @param substeps of a segment; 128 in pi-Flow
 * @param window substeps whose mean velocity is compared; 3 in pi-Flow
 * @param states points of each roll-out that the teacher is asked about; 2 in pi-Flow
 * @param spread over which the first means are spread, around a segment's start
 * @param hidden widths of the student's hidden layers
 * @param activation of them
 */
public record PiFlow(
    int components,
    int evaluations,
    int substeps,
    int window,
    int states,
    double spread,
    List<Integer> hidden,
    String activation)
    implements Objective {
  private static final float FIRST_LOG_STD = -1;

  public PiFlow {
    hidden = List.copyOf(hidden);
    require(components >= 1, "components >= 1", components);
    require(evaluations >= 1, "evaluations >= 1", evaluations);
    require(substeps >= 1, "substeps >= 1", substeps);
    require(window >= 1 && window <= substeps, "1 <= window <= substeps", window);
    require(states >= 1, "states >= 1", states);
    require(spread >= 0, "spread >= 0", spread);
  }

  /**
   * What a loss draws by lot.
   *
   * @param segments [n]
   * @param start [n][D], where the student is asked
   * @param count [states][n], substeps to where the teacher is asked
   */
  public record Draws(Segment[] segments, float[] start, int[][] count) {}

  @Override
  public String id() {
    return "pi-flow";
  }

  @Override
  public boolean needsLikelihoods() {
    return false;
  }

  @Override
  public List<PartSpec> parts(int actionSize) {
    int outputs = new GmFlowPolicy(components, actionSize).outputs();
    List<Float> bias = new ArrayList<>();
    for (int k = 0; k < components; k++) {
      bias.add(0f);
    }
    for (int k = 0; k < components; k++) {
      for (int d = 0; d < actionSize; d++) {
        bias.add((float) (spread * ((k + 0.5) / components - 0.5)));
      }
    }
    bias.add(FIRST_LOG_STD);
    return List.of(
        new PartSpec(PartSpec.STUDENT, PartSpec.Reads.POINT, hidden, activation, outputs, 1, bias));
  }

  /** The way of acting in which the student stands for the flow. */
  public Acting student(Acting acting) {
    return new Acting(
        new Ode(),
        evaluations * substeps,
        acting.exploring(),
        new StudentGuidance(components, evaluations));
  }

  @Override
  public Value loss(LossScope scope) {
    return loss(scope, draw(scope.batch(), scope.random()));
  }

  /** The loss for given draws. */
  public Value loss(LossScope scope, Draws draws) {
    Tape tape = scope.tape();
    ActionBatch batch = scope.batch();
    int n = batch.rows();
    GmFlowPolicy policy = new GmFlowPolicy(components, batch.actionSize());
    SegmentRollout rollout = new SegmentRollout(policy, substeps);
    ImitationLoss imitation = new ImitationLoss(rollout, window, n);
    float[] tau = new float[n];
    for (int i = 0; i < n; i++) {
      tau[i] = (float) draws.segments()[i].start();
    }
    Value output = scope.part(PartSpec.STUDENT, points(scope, draws.start(), tau));
    Value sum = null;
    for (int[] count : draws.count()) {
      float[] x = new float[draws.start().length];
      rollout.run(draws.segments(), count, output.data(), draws.start(), x);
      for (int i = 0; i < n; i++) {
        tau[i] = (float) draws.segments()[i].tau(count[i], substeps);
      }
      Value teacher = scope.referenceVelocity(points(scope, x, tau));
      Value one =
          imitation.loss(tape, draws.segments(), count, output, draws.start(), x, teacher.data());
      sum = sum == null ? one : tape.add(sum, one);
    }
    Value loss = tape.affine(sum, 1.0 / draws.count().length, 0);
    scope.measured().mean("loss", loss.item());
    return loss;
  }

  private Draws draw(ActionBatch batch, RandomSource random) {
    int n = batch.rows();
    int size = batch.actionSize();
    Segment[] chain = Segment.chain(evaluations, 1, 1);
    Segment[] segments = new Segment[n];
    float[] start = new float[n * size];
    for (int i = 0; i < n; i++) {
      segments[i] = chain[evaluations == 1 ? 0 : random.nextInt(evaluations)];
      double sigma = segments[i].start();
      for (int d = i * size; d < (i + 1) * size; d++) {
        start[d] = (float) (sigma * batch.action[d] + (1 - sigma) * random.nextGaussian());
      }
    }
    int[][] count = new int[states][n];
    for (int[] counts : count) {
      for (int i = 0; i < n; i++) {
        counts[i] = random.nextInt(substeps - window + 1);
      }
    }
    return new Draws(segments, start, count);
  }

  /** [n][D + 1 + O], {@code concat(x, tau, observation)}, as flow network and student read it. */
  private static Value points(LossScope scope, float[] x, float[] tau) {
    ActionBatch batch = scope.batch();
    int size = batch.actionSize();
    int observed = batch.observationSize();
    int width = size + 1 + observed;
    Value input = scope.tape().input(batch.rows(), width);
    for (int i = 0; i < batch.rows(); i++) {
      System.arraycopy(x, i * size, input.data(), i * width, size);
      input.data()[i * width + size] = tau[i];
      System.arraycopy(
          batch.observation, i * observed, input.data(), i * width + size + 1, observed);
    }
    return input;
  }

  private static void require(boolean condition, String expected, Object got) {
    if (!condition) {
      throw new IllegalArgumentException("expected " + expected + ", got " + got);
    }
  }
}
