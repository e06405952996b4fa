package io.millrace.flow.objective;

import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * The value network's part of a loss.
 *
 * <pre>
 * target = advantage + old value                         the return that the credit stage estimated
 * near   = old + clip(value - old, -clip, clip)
 * loss   = weight mean 1/2 max((value - target)^2, (near - target)^2)        near only with a clip
 * </pre>
 *
 * <p>With values of each action of a chunk (U of them) the mean is over decisions and actions;
 * nothing is learned of actions that the episode's end left out, and their error counts as 0.
 *
 * <p>Nothing is added where the policy has no value network: the credit stage decides whether it
 * has one. Source: Schulman et al., "Proximal Policy Optimization Algorithms", 2017; the clip is
 * that of its code.
 *
 * @param weight of the error
 * @param clip how far a value may move at once; 0 for no limit
 */
public record ValueError(double weight, double clip) {
  /** No value is learned. */
  public static final ValueError NONE = new ValueError(0, 0);

  public ValueError {
    if (!(weight >= 0 && clip >= 0)) {
      throw new IllegalArgumentException(
          "expected weight >= 0 and clip >= 0, weight=" + weight + " clip=" + clip);
    }
  }

  /** The loss with the error in it. */
  Value addTo(Value loss, LossScope scope) {
    if (weight == 0 || !scope.spec().has(PartSpec.VALUE)) {
      return loss;
    }
    Value error = error(scope);
    scope.measured().mean("value-error", error.item());
    return scope.tape().add(loss, scope.tape().affine(error, weight, 0));
  }

  private Value error(LossScope scope) {
    Tape tape = scope.tape();
    ActionBatch batch = scope.batch();
    int n = batch.rows();
    int units = batch.units();
    Value value = scope.part(PartSpec.VALUE, scope.observation());
    Value target = tape.input(n, units);
    for (int i = 0; i < n * units; i++) {
      target.data()[i] = batch.advantage[i] + batch.value[i];
    }
    Value error = tape.square(tape.subtract(value, target));
    if (clip > 0) {
      Value old = tape.input(batch.value, n, units);
      Value near = tape.add(old, tape.clip(tape.subtract(value, old), -clip, clip));
      error = tape.max(error, tape.square(tape.subtract(near, target)));
    }
    if (units > 1) {
      error = tape.multiply(error, executed(tape, batch));
    }
    return tape.affine(tape.mean(error), 0.5, 0);
  }

  /** [n][U]: 1 for what was carried out. */
  private static Value executed(Tape tape, ActionBatch batch) {
    int units = batch.units();
    Value mask = tape.input(batch.rows(), units);
    for (int i = 0; i < mask.data().length; i++) {
      mask.data()[i] = i % units < batch.executed[i / units] ? 1 : 0;
    }
    return mask;
  }
}
