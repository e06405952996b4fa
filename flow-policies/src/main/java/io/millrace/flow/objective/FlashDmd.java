package io.millrace.flow.objective;

import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/**
 * Flash-DMD: a student of few flow steps learns from rewards while distribution matching holds its
 * actions to the teacher's law.
 *
 * <pre>
 * x_1    = the student's deterministic flow of K Euler steps, from the recorded start noise   [n][D]
 * x_tau  = (1 - tau) noise + tau x_1                 tau in (0.02, 0.98), draws of them a row; data
 * score  = (tau u - x_tau) / (1 - tau)               of a velocity u at x_tau
 * gap    = w (scoreFake - scoreReal) = w tau / (1 - tau) (uFake - uReal)          mean over draws
 * loss   = matching mean(gap x_1) + mean (uFake - (x_1 - noise))^2 + reward clippedRatio
 * </pre>
 *
 * Minimized; gap is data, so the first term's gradient by the student is that of the divergence
 * KL(student, teacher) of the noised laws, for w = tau. The second trains uFake alone, x_1 being
 * data there. The third is {@link RatioLoss} over the recorded stochastic steps. uReal is the first
 * version's velocity.
 *
 * <p>uFake is the teacher's velocity plus the part {@link PartSpec#FAKE}, which starts at 0: so it
 * begins as the teacher, as in DMD, and the part is the gap of velocities itself. In a warm-up it
 * learns alone, since a fake that knows nothing of the student would pull it anywhere.
 *
 * <p>Differs from the paper: no adversarial term; and where the paper matches distributions in
 * noisy student steps only, here the gradient of matching reaches the velocities of the first
 * {@code matchedSteps} steps.
 *
 * <p>Source: "Flash-DMD: Towards High-Fidelity Few-Step Image Generation with Efficient
 * Distillation and Joint Reinforcement Learning" (arXiv 2511.20549), in the form that its summaries
 * allow; its coefficients are unverified. Distribution matching: "One-step Diffusion with
 * Distribution Matching Distillation" (arXiv 2311.18828). Golden cases: {@code FlashDmdTest}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param reward weight of the clipped ratio
 * @param matching weight of distribution matching; 0 for learning from rewards alone
 * @param weight how much the flow times count
 * @param matchedSteps first flow steps that matching trains; 0 for all
 * @param warmUp updates in which the fake velocity alone learns
 * @param draws of noise and tau for each action
 * @param hidden widths of the fake velocity
 */
public record FlashDmd(
    double clip,
    double reward,
    double matching,
    Weight weight,
    int matchedSteps,
    int warmUp,
    int draws,
    List<Integer> hidden)
    implements Objective {
  private static final double MARGIN = 0.02;

  /** How much a flow time counts in distribution matching. */
  public enum Weight {
    /** w = tau: the divergence of the noised laws. */
    DIVERGENCE {
      @Override
      double at(double tau) {
        return tau;
      }
    },
    /** w = 1 - tau: the gap of scores becomes tau (uFake - uReal), of one size at all times. */
    VELOCITY {
      @Override
      double at(double tau) {
        return 1 - tau;
      }
    };

    abstract double at(double tau);
  }

  public FlashDmd {
    hidden = List.copyOf(hidden);
    new ClippedRatio(clip, 0);
    if (!(reward >= 0 && matching >= 0 && matchedSteps >= 0 && warmUp >= 0 && draws >= 1)) {
      throw new IllegalArgumentException(
          ("expected reward >= 0, matching >= 0, matchedSteps >= 0, warmUp >= 0, draws >= 1,"
                  + " reward=%s matching=%s matchedSteps=%d warmUp=%d draws=%d")
              .formatted(reward, matching, matchedSteps, warmUp, draws));
    }
  }

  @Override
  public String id() {
    return "flash-dmd";
  }

  @Override
  public List<PartSpec> parts() {
    return List.of(new PartSpec(PartSpec.FAKE, PartSpec.Reads.POINT, hidden, "silu", 0, 0));
  }

  @Override
  public Value loss(LossScope scope) {
    ActionBatch batch = scope.batch();
    int rows = batch.rows() * draws;
    MatchingPoints.Draws where =
        MatchingPoints.Draws.of(scope.random(), rows, batch.actionSize());
    for (int row = 0; row < rows; row++) {
      where.tau()[row] = (float) (MARGIN + (1 - 2 * MARGIN) * where.tau()[row]);
    }
    Value loss = distillation(scope, where);
    if (scope.update() <= warmUp || reward == 0) {
      return loss;
    }
    Value ratio = RatioLoss.of(clip, LogProbReduction.SUM).loss(scope);
    return scope.tape().add(loss, scope.tape().affine(ratio, reward, 0));
  }

  /** The first two terms at given places, all draws of a row in a row. */
  Value distillation(LossScope scope, MatchingPoints.Draws where) {
    Tape tape = scope.tape();
    boolean matches = matching > 0 && scope.update() > warmUp;
    Value end = end(scope);
    Value gap = tape.input(end.rows(), end.columns());
    MatchingPoints points =
        MatchingPoints.of(
            tape,
            where,
            MatchingPoints.repeated(end.data(), end.columns(), draws),
            MatchingPoints.repeated(scope.batch(), draws).observation);
    Value velocityGap = scope.part(PartSpec.FAKE, points.input());
    Value fake = tape.add(scope.referenceVelocity(points.input()), velocityGap);
    Value loss = tape.mean(points.squaredErrors(tape, fake));
    scope.measured().mean("fake-error", loss.item());
    if (!matches) {
      return loss;
    }
    addGaps(where.tau(), velocityGap.data(), gap.data());
    return tape.add(loss, tape.affine(matching(tape, gap, end), matching, 0));
  }

  /** The term whose gradient by the student is the gap. */
  static Value matching(Tape tape, Value gap, Value end) {
    return tape.mean(tape.multiply(tape.stopGradient(gap), end));
  }

  /** The score that belongs to a velocity's excess over another. */
  static double scoreGap(double tau, double velocityGap) {
    return tau / (1 - tau) * velocityGap;
  }

  /** Adds each draw's gap to its row's mean. */
  private void addGaps(float[] tau, float[] velocityGap, float[] gap) {
    int size = velocityGap.length / tau.length;
    for (int i = 0; i < velocityGap.length; i++) {
      double time = tau[i / size];
      int to = i / size / draws * size + i % size;
      gap[to] += (float) (weight.at(time) * scoreGap(time, velocityGap[i]) / draws);
    }
  }

  /** [n][D]: where the student's deterministic flow ends. */
  private Value end(LossScope scope) {
    Tape tape = scope.tape();
    ActionBatch batch = scope.batch();
    int steps = scope.spec().flowSteps();
    Value point = tape.input(batch.rows(), batch.actionSize());
    for (int row = 0; row < batch.rows(); row++) {
      System.arraycopy(
          batch.path, batch.pathAt(row, 0), point.data(), row * point.columns(), point.columns());
    }
    for (int k = 0; k < steps; k++) {
      Value time = tape.affine(tape.input(batch.rows(), 1), 0, (double) k / steps);
      Value input = tape.concat(tape.concat(point, time), scope.observation());
      Value velocity = scope.velocity(input);
      if (matchedSteps > 0 && k >= matchedSteps) {
        velocity = tape.stopGradient(velocity);
      }
      point = tape.add(point, tape.affine(velocity, 1.0 / steps, 0));
    }
    return point;
  }
}
