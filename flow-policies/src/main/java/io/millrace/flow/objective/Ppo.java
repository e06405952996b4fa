package io.millrace.flow.objective;

import io.millrace.flow.tensor.Value;

/**
 * Proximal policy optimization: one clipped likelihood ratio a decision.
 *
 * <pre>
 * logProb = sum over the decision's draws and dimensions of log N(next; mean, std^2)
 * r       = exp(logProb - oldLogProb)
 * loss    = mean max(-A r, -A clip(r, 1 - clip, 1 + clip)) - entropy H + {@link ValueError}
 * </pre>
 *
 * Minimized. With sampler {@code latent-gaussian} and no flow steps this is PPO's Gaussian policy
 * (std depends on the observation, within bounds); with flow steps it learns the start of a flow,
 * and leaves the flow as it is. With a stochastic flow sampler the ratio is that of the whole
 * chain. H is the mean entropy of a dimension.
 *
 * <p>Of a categorical policy, or a discrete flow, logProb sums the log-probabilities of what was
 * drawn, and H is the mean entropy of what a position is drawn from, both among the choices that
 * the observation allows.
 *
 * <p>Source: Schulman et al., "Proximal Policy Optimization Algorithms", 2017 (arXiv 1707.06347).
 * Numbers computed by hand: {@code PpoTest}; credit: {@code conformance/credit-returns.json}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param entropy weight of the bonus, where the sampler's deviation is learned or choices are drawn
 * @param value the value network's part
 * @param normalizeAdvantages whether each minibatch's advantages get mean 0 and deviation 1
 */
public record Ppo(double clip, double entropy, ValueError value, boolean normalizeAdvantages)
    implements Objective {
  public Ppo {
    new ClippedRatio(clip, 0);
    if (!(entropy >= 0)) {
      throw new IllegalArgumentException("expected entropy >= 0, entropy=" + entropy);
    }
  }

  @Override
  public String id() {
    return "ppo";
  }

  @Override
  public Value loss(LossScope scope) {
    return ratio().loss(scope);
  }

  /** The same, for methods that add to it. */
  RatioLoss ratio() {
    return RatioLoss.of(clip, LogProbReduction.SUM)
        .unit(RatioUnit.DECISION)
        .entropy(entropy)
        .value(value)
        .normalizeAdvantages(normalizeAdvantages);
  }
}
