package io.millrace.flow.objective;

import io.millrace.flow.tensor.Value;

/**
 * ReinFlow: PPO on the likelihood of a whole noisy flow chain, whose noise the policy learns.
 *
 * <pre>
 * mean_k  = clip(x_k + velocity(x_k, tau_k, observation) / K, -1, 1)
 * x_{k+1} ~ N(mean_k, std_k^2)            std_k = {@link io.millrace.flow.sampler.LogStdRange} of
 *                                         the noise network; k = 0..K-1, the last step included
 * logProb = (log N(x_0; 0, 1) + sum_k log N(x_{k+1}; mean_k, std_k^2)) / ((K + 1) D)
 * r       = exp(clip(logProb, -1, 1) - clip(oldLogProb, -1, 1))
 * loss    = mean max(-A r, -A clip(r, 1 - clip, 1 + clip)) - entropy H + {@link ValueError}
 * </pre>
 *
 * Minimized. H is the chain's entropy, divided by (K + 1) D. The log-probability is a mean, so a
 * clip of 0.01 stands for 0.01 (K + 1) D on the raw one. Noise is added without a change of the
 * drift: the noisy chain is another policy than the flow, and it is this chain that acts and is
 * scored; evaluation is free of noise.
 *
 * <p>It wants the sampler {@code flow-noise} with {@code lastStep: true, meanClip: 1, noiseClip: 3}
 * (draws are clipped, points are not: the recorded chain keeps its likelihood, the environment
 * clips what it is given). One grid {@code tau_k = k / K} serves acting and learning, where the
 * reference code's differ.
 *
 * <p>Source: "ReinFlow: Fine-tuning Flow Matching Policy with Online Reinforcement Learning" (arXiv
 * 2505.22094); its schedule of the largest deviation and its behavior-cloning term are left out.
 * Golden cases: {@code conformance/on-policy.json}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param entropy weight of the bonus
 * @param value the value network's part
 * @param normalizeAdvantages whether each minibatch's advantages get mean 0 and deviation 1
 */
public record ReinFlow(double clip, double entropy, ValueError value, boolean normalizeAdvantages)
    implements Objective {
  private static final double LOG_PROB_BOUND = 1;

  public ReinFlow {
    new ClippedRatio(clip, 0);
    if (!(entropy >= 0)) {
      throw new IllegalArgumentException("expected entropy >= 0, entropy=" + entropy);
    }
  }

  @Override
  public String id() {
    return "reinflow";
  }

  @Override
  public Value loss(LossScope scope) {
    return RatioLoss.of(clip, LogProbReduction.MEAN)
        .unit(RatioUnit.CHAIN_MEAN)
        .bound(LOG_PROB_BOUND)
        .entropy(entropy)
        .value(value)
        .normalizeAdvantages(normalizeAdvantages)
        .loss(scope);
  }
}
