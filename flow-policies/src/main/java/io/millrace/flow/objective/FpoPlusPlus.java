package io.millrace.flow.objective;

import io.millrace.flow.policy.Recording;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * FPO++: a ratio for each pair of noise and flow time, and for bad actions a quadratic trust region
 * whose gradient never vanishes.
 *
 * <pre>
 * r_i  = exp(l_i(old) - l_i(new))                              l: {@link MatchingRatio}
 * A &gt; 0:   max(-A r_i, -A clip(r_i, 1 - clip, 1 + clip))
 * A &lt;= 0:  -(r_i A - |A| (r_i - 1)^2 / (2 clip))
 * loss = mean over decisions and pairs + {@link ValueError}
 * </pre>
 *
 * Minimized. The branch is chosen pair by pair, before any mean.
 *
 * <p>Source: FPO++ (arXiv 2602.02481), without its caps on single losses, its action noise and its
 * average of weights. Golden cases: {@code conformance/on-policy.json}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param ratio how losses become ratios
 * @param value the value network's part
 * @param normalizeAdvantages whether each minibatch's advantages get mean 0 and deviation 1
 */
public record FpoPlusPlus(
    double clip, MatchingRatio ratio, ValueError value, boolean normalizeAdvantages)
    implements Objective {
  public FpoPlusPlus {
    new ClippedRatio(clip, 0);
  }

  @Override
  public String id() {
    return "fpo-plus-plus";
  }

  @Override
  public boolean needsLikelihoods() {
    return false;
  }

  @Override
  public Recording recording() {
    return ratio.recording();
  }

  @Override
  public Value loss(LossScope scope) {
    Tape tape = scope.tape();
    Value logRatio = ratio.ofPairs(scope);
    Value advantage = scope.advantage(logRatio.rows(), normalizeAdvantages);
    Value good = tape.clip(advantage, 0, Double.MAX_VALUE);
    Value bad = tape.affine(tape.clip(advantage, -Double.MAX_VALUE, 0), -1, 0);
    // Each branch is 0 where the other one holds.
    Value clipped = new ClippedRatio(clip, 0).term(tape, logRatio, good, null, scope.measured());
    Value term = tape.add(clipped, tape.multiply(bad, trustRegion(tape, tape.exp(logRatio))));
    Value loss = value.addTo(tape.mean(term), scope);
    scope.measured().mean("loss", loss.item());
    return loss;
  }

  /** {@code r + (r - 1)^2 / (2 clip)}. */
  private Value trustRegion(Tape tape, Value ratio) {
    Value distance = tape.square(tape.affine(ratio, 1, -1));
    return tape.add(ratio, tape.affine(distance, 1 / (2 * clip), 0));
  }
}
