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
 * x_1    = the student's deterministic flow of K Euler steps, from new noise
 * x_tau  = (1 - tau) noise + tau x_1                 tau in (0.02, 0.98); data
 * score  = (tau u - x_tau) / (1 - tau)               of a velocity u at x_tau
 * gap    = w (scoreFake - scoreReal) = w tau / (1 - tau) (uFake - uReal)
 * loss   = matching mean(gap x_1) + mean (uFake - (x_1 - noise))^2 + reward clippedRatio
 * </pre>
 *
 * Minimized; gap is data, so the first term's gradient by the student is that of the divergence
 * KL(student, teacher) of the noised laws, for w = tau. The second trains uFake alone, x_1 being
 * data there. The third is {@link RatioLoss} over the recorded stochastic steps. uReal is the first
 * version's velocity.
 *
 * <p>uFake is the teacher's velocity plus {@code fakeRate} times the part {@link PartSpec#FAKE},
 * which starts at 0: so it begins as the teacher, as in DMD, and what is learned is the gap itself.
 * In a warm-up it learns alone, since a fake that knows nothing of the student would pull it
 * anywhere.
 *
 * <p>Matching needs observations, not actions: it plays the student anew, several times for each
 * decision, so that the fake sees many actions of the newest student.
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
 * @param draws of start, noise and tau for each decision
 * @param fakeRate factor of the part's output, above 0: the larger, the faster it follows the
 *     student
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
    double fakeRate,
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
    if (!(reward >= 0 && matching >= 0 && matchedSteps >= 0 && warmUp >= 0)
        || !(draws >= 1 && fakeRate > 0)) {
      throw new IllegalArgumentException(
          ("expected reward >= 0, matching >= 0, matchedSteps >= 0, warmUp >= 0, draws >= 1,"
                  + " fakeRate > 0, reward=%s matching=%s matchedSteps=%d warmUp=%d draws=%d"
                  + " fakeRate=%s")
              .formatted(reward, matching, matchedSteps, warmUp, draws, fakeRate));
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
    float[] start = new float[rows * batch.actionSize()];
    scope.random().fillGaussian(start);
    MatchingPoints.Draws where = MatchingPoints.Draws.of(scope.random(), rows, batch.actionSize());
    for (int row = 0; row < rows; row++) {
      where.tau()[row] = (float) (MARGIN + (1 - 2 * MARGIN) * where.tau()[row]);
    }
    return loss(scope, start, where);
  }

  /**
   * The loss at given places.
   *
   * @param start [rows][D], noises that the student begins with, all draws of a decision in a row
   * @param noise [rows][D], of the points where scores are compared
   * @param tau [rows], their times
   */
  public Value loss(LossScope scope, float[] start, float[] noise, float[] tau) {
    return loss(scope, start, new MatchingPoints.Draws(noise, tau));
  }

  private Value loss(LossScope scope, float[] start, MatchingPoints.Draws where) {
    Value loss = distillation(scope, start, where);
    if (scope.update() <= warmUp || reward == 0) {
      return loss;
    }
    Value ratio = RatioLoss.of(clip, LogProbReduction.SUM).loss(scope);
    return scope.tape().add(loss, scope.tape().affine(ratio, reward, 0));
  }

  /**
   * The first two terms.
   *
   * @param start [rows][D], noises that the student begins with, all draws of a decision in a row
   * @param where to compare scores, one place a start
   */
  Value distillation(LossScope scope, float[] start, MatchingPoints.Draws where) {
    Tape tape = scope.tape();
    boolean matches = matching > 0 && scope.update() > warmUp;
    ActionBatch batch = scope.batch();
    float[] observation =
        MatchingPoints.repeated(batch.observation, batch.observationSize(), draws);
    int rows = start.length / batch.actionSize();
    Value end = end(scope, tape.input(start, rows, batch.actionSize()), observation);
    MatchingPoints points = MatchingPoints.of(tape, where, end.data(), observation);
    Value velocityGap = tape.affine(scope.part(PartSpec.FAKE, points.input()), fakeRate, 0);
    Value fake = tape.add(scope.referenceVelocity(points.input()), velocityGap);
    Value loss = tape.mean(points.squaredErrors(tape, fake));
    scope.measured().mean("fake-error", loss.item());
    if (!matches) {
      return loss;
    }
    Value gap = gap(tape, where.tau(), velocityGap);
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

  /** [rows][D]: w (scoreFake - scoreReal). */
  private Value gap(Tape tape, float[] tau, Value velocityGap) {
    Value gap = tape.input(velocityGap.rows(), velocityGap.columns());
    for (int i = 0; i < gap.data().length; i++) {
      double time = tau[i / gap.columns()];
      gap.data()[i] = (float) (weight.at(time) * scoreGap(time, velocityGap.data()[i]));
    }
    return gap;
  }

  /** [rows][D]: where the student's deterministic flow ends. */
  private Value end(LossScope scope, Value start, float[] observation) {
    Tape tape = scope.tape();
    int rows = start.rows();
    int steps = scope.spec().flowSteps();
    Value observed = tape.input(observation, rows, observation.length / rows);
    Value point = start;
    for (int k = 0; k < steps; k++) {
      Value time = tape.affine(tape.input(rows, 1), 0, (double) k / steps);
      Value velocity = scope.velocity(tape.concat(tape.concat(point, time), observed));
      if (matchedSteps > 0 && k >= matchedSteps) {
        velocity = tape.stopGradient(velocity);
      }
      point = tape.add(point, tape.affine(velocity, 1.0 / steps, 0));
    }
    return point;
  }
}
