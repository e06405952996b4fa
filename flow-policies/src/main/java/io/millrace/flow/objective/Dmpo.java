package io.millrace.flow.objective;

import io.millrace.flow.tensor.Value;

/**
 * DMPO's fine-tuning: PPO on the likelihood of a short noisy chain, held near the first version.
 *
 * <pre>
 * mean_k  = x_k + (tau_{k+1} - tau_k) u(x_k, tau_k, tau_{k+1}, observation)      k = 0..K-1, K may be 1
 * x_{k+1} ~ N(mean_k, std_k^2)                                                   std of the noise network
 * logProb = mean over K + 1 draws and dimensions of log N(x_0; 0, 1), log N(x_{k+1}; mean_k, std_k^2)
 * r       = exp(logProb - oldLogProb)
 * loss    = mean max(-A r, -A clip(r, 1 - clip, 1 + clip)) + behavior_j mean |u - uFirst|^2 - entropy H
 * behavior_j = max(behaviorEnd, behavior (1 - j / behaviorUpdates))              after j updates
 * </pre>
 *
 * <p>Minimized; advantages get mean 0 and deviation 1. The behavior term couples the two policies'
 * steps by their common point: for K = 1 it is the squared distance of the actions that both make
 * of the same noise, an upper bound of the squared 2-Wasserstein distance of their laws.
 *
 * <p>For a ratio of every draw the sampler's last step must be stochastic too. Differs from the
 * released code: no bound on the divergence stops an update early.
 *
 * <p>Source: Zou et al., "One Step Is Enough: Dispersive MeanFlow Policy Optimization" (arXiv
 * 2601.20701). Golden case: the chain of {@code DmpoTest}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param entropy bonus for the draws' entropy
 * @param behavior weight of the distance to the first version, at first
 * @param behaviorEnd where its fall ends
 * @param behaviorUpdates updates after which a fall to 0 would end; 0 for no fall
 */
public record Dmpo(
    double clip, double entropy, double behavior, double behaviorEnd, long behaviorUpdates)
    implements Objective {
  public Dmpo {
    new ClippedRatio(clip, 0);
    if (!(behaviorEnd >= 0 && behavior >= behaviorEnd)) {
      throw new IllegalArgumentException(
          "expected behavior >= behaviorEnd >= 0, behavior="
              + behavior
              + " behaviorEnd="
              + behaviorEnd);
    }
  }

  @Override
  public String id() {
    return "dmpo";
  }

  @Override
  public Value loss(LossScope scope) {
    return RatioLoss.of(clip, LogProbReduction.MEAN)
        .unit(RatioUnit.CHAIN_MEAN)
        .entropy(entropy)
        .kl(behaviorAfter(scope.update() - 1), KlPenalty.VELOCITY)
        .normalizeAdvantages(true)
        .loss(scope);
  }

  /** The behavior term's weight after so many updates. */
  double behaviorAfter(long updates) {
    if (behaviorUpdates == 0) {
      return behavior;
    }
    return Math.max(behaviorEnd, behavior * (1 - (double) updates / behaviorUpdates));
  }
}
