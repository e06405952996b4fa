package io.millrace.flow.objective;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * How far a policy is from its first version, measured after each update whatever the objective:
 * the divergence of their flow steps, {@code sum_d (mean - meanReference)^2 / (2 std^2)}, mean over
 * the recorded steps of some decisions; for discrete flows that of their draws. Flows without
 * stochastic steps have no such divergence.
 */
public final class ReferenceDistance {
  private static final int DECISIONS = 64;
  private final Tape tape = new Tape();

  /** Measures {@code reference-kl}. */
  public void measure(LossScope update) {
    boolean discrete = update.spec().tokens() != null;
    if (update.model().velocity() == null
        || (update.spec().sampler().deterministicFlow() && !discrete)) {
      return;
    }
    ActionBatch some = someRows(update.batch());
    tape.reset();
    LossScope scope = update.on(tape, some);
    FlowSteps steps = FlowSteps.of(scope);
    if (discrete) {
      Value each = tape.sumColumns(steps.divergence(scope));
      update.measured().mean("reference-kl", tape.mean(each).item());
      return;
    }
    Value distance = tape.subtract(steps.velocity(), scope.referenceVelocity(steps.input()));
    Value shift = tape.square(tape.multiply(steps.velocityWeight(), distance));
    Value precision = tape.exp(tape.affine(steps.logStd(), -2, 0));
    Value kl = tape.mean(tape.sumColumns(tape.multiply(shift, precision)));
    update.measured().mean("reference-kl", kl.item() / 2);
  }

  private static ActionBatch someRows(ActionBatch batch) {
    int count = Math.min(DECISIONS, batch.rows());
    int[] index = new int[count];
    for (int i = 0; i < count; i++) {
      index[i] = (int) ((long) i * batch.rows() / count);
    }
    ActionBatch some = batch.ofRows(count);
    some.gather(batch, index, 0);
    return some;
  }
}
