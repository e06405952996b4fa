package io.millrace.flow.objective;

import io.millrace.flow.policy.Recording;
import io.millrace.flow.tensor.Value;

/**
 * Flow policy optimization: PPO with a ratio made of flow-matching losses, so that any flow sampler
 * may act, a deterministic one included, and no likelihood is needed.
 *
 * <pre>
 * r    = exp(mean over N pairs of (l(old) - l(new)))          l: {@link MatchingRatio}
 * loss = mean max(-A r, -A clip(r, 1 - clip, 1 + clip)) + {@link ValueError}
 * </pre>
 *
 * Minimized. With the weights that acted, its gradient is that of {@code A l}: flow matching to the
 * policy's own actions, weighted by their advantages, negative ones included.
 *
 * <p>Source: "Flow Matching Policy Gradients" (arXiv 2507.21053). Golden cases: {@code
 * conformance/on-policy.json}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param ratio how losses become a ratio
 * @param value the value network's part
 * @param normalizeAdvantages whether each minibatch's advantages get mean 0 and deviation 1
 */
public record Fpo(double clip, MatchingRatio ratio, ValueError value, boolean normalizeAdvantages)
    implements Objective {
  public Fpo {
    new ClippedRatio(clip, 0);
  }

  @Override
  public String id() {
    return "fpo";
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
    Value logRatio = ratio.ofDecisions(scope);
    Value advantage = scope.advantage(logRatio.rows(), normalizeAdvantages);
    Value term =
        new ClippedRatio(clip, 0).term(scope.tape(), logRatio, advantage, null, scope.measured());
    Value loss = value.addTo(scope.tape().mean(term), scope);
    scope.measured().mean("loss", loss.item());
    return loss;
  }
}
