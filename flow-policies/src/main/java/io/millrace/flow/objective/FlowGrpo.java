package io.millrace.flow.objective;

import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.sampler.FlowNoise;
import io.millrace.flow.sampler.Sampler;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Flow-GRPO's clipped ratio over flow transitions, with a penalty on the distance to a reference.
 *
 * <pre>
 * u       = velocity(x, tau, observation)
 * mean    = pointWeight x + velocityWeight u            the sampler's coefficients
 * logProb = reduce_d log N(next_d; mean_d, std_d^2)     next is data: no gradient
 * r       = exp(logProb - oldLogProb)
 * loss    = mean over rows of  max(-A r, -A clip(r, 1 - clip, 1 + clip))
 *                            + kl reduce_d((mean_d - meanReference_d)^2 / (2 std_d^2))
 * </pre>
 *
 * Minimized. Rows: every stochastic transition of every step of every member. The advantage A is
 * the step's, the same for all its transitions. The penalty is the exact divergence between the two
 * steps' distributions (their deviations are equal).
 *
 * <p>Differs from the reference implementation: that divides the penalty by sigma^2 instead of
 * std^2 (it leaves the step size out), and trains no last transition by cutting the chain; here the
 * last step is deterministic.
 *
 * <p>Source: "Flow-GRPO: Training Flow Matching Models via Online RL" (arXiv 2505.05470), equations
 * for the SDE policy and the GRPO loss. Golden cases: {@code conformance/objectives.json}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param kl weight of the penalty; 0 needs no reference
 * @param reduction over action dimensions
 */
public record FlowGrpo(double clip, double kl, LogProbReduction reduction) implements Objective {
  public FlowGrpo {
    if (!(clip > 0 && clip < 1)) {
      throw new IllegalArgumentException("expected 0 < clip < 1, clip=" + clip);
    }
    if (!(kl >= 0)) {
      throw new IllegalArgumentException("expected kl >= 0, kl=" + kl);
    }
  }

  @Override
  public String id() {
    return "flow-grpo";
  }

  @Override
  public boolean needsReference() {
    return kl > 0;
  }

  @Override
  public Value loss(
      Tape tape, FlowModel model, Sampler sampler, TransitionBatch rows, Measurements measured) {
    int n = rows.rows();
    Value velocity = model.velocity().forward(tape, model.parameters(), rows.velocityInput(tape));
    Value velocityWeight = tape.input(rows.velocityWeight, n, 1);
    Value fromPoint = fromPoint(tape, rows);
    Value mean = tape.add(fromPoint, tape.multiply(velocityWeight, velocity));
    Value logStd = logStd(tape, model, sampler, rows);
    Value logProb = reduction.reduce(tape, tape.gaussianLogProb(rows.next, mean, logStd));
    Value ratio = ClippedRatio.ratio(tape, logProb, oldLogProb(tape, rows), measured);
    Value advantage = tape.input(rows.advantage, n, 1);
    Value loss = tape.mean(ClippedRatio.term(tape, ratio, advantage, clip, measured));
    if (kl > 0) {
      Value penalty = penalty(tape, rows, velocity, velocityWeight, logStd);
      measured.mean("kl", penalty.item());
      loss = tape.add(loss, tape.affine(penalty, kl, 0));
    }
    measured.mean("loss", loss.item());
    return loss;
  }

  private static Value fromPoint(Tape tape, TransitionBatch rows) {
    Value term = tape.input(rows.rows(), rows.actionSize());
    for (int i = 0; i < term.data().length; i++) {
      term.data()[i] = rows.pointWeight[i / rows.actionSize()] * rows.point[i];
    }
    return term;
  }

  private static Value logStd(Tape tape, FlowModel model, Sampler sampler, TransitionBatch rows) {
    if (!(sampler instanceof FlowNoise learned)) {
      return tape.input(rows.logStd, rows.rows(), 1);
    }
    Value raw = model.noise().forward(tape, model.parameters(), rows.noiseInput(tape));
    return tape.affine(tape.tanh(raw), learned.logStdHalfRange(), learned.logStdCenter());
  }

  private Value oldLogProb(Tape tape, TransitionBatch rows) {
    Value old = tape.input(rows.rows(), 1);
    int size = rows.actionSize();
    for (int row = 0; row < rows.rows(); row++) {
      old.data()[row] = reduction.reduce(rows.oldLogProb, row * size, size);
    }
    return old;
  }

  private Value penalty(
      Tape tape, TransitionBatch rows, Value velocity, Value velocityWeight, Value logStd) {
    Value reference = tape.input(rows.referenceVelocity, rows.rows(), rows.actionSize());
    Value shift = tape.multiply(velocityWeight, tape.subtract(velocity, reference));
    Value halfPrecision = tape.affine(tape.exp(tape.affine(logStd, -2, 0)), 0.5, 0);
    Value perDimension = tape.multiply(tape.square(shift), halfPrecision);
    return tape.mean(reduction.reduce(tape, perDimension));
  }
}
