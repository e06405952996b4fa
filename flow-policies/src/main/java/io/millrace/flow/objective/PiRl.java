package io.millrace.flow.objective;

import io.millrace.flow.tensor.Value;

/**
 * pi_RL's objective for flow action heads: PPO with a dual clip on chunks of actions, for both of
 * its samplers.
 *
 * <pre>
 * decision = a chunk of H actions of A dimensions, D = H A;  K flow steps, S of them stochastic
 * l_d  = sum over the S stochastic draws of log N(next_d; mean_d, std_d^2)                  SUM
 * l_d  = (the same + log N(start_d; 0, 1)) / (S + 1)                                        MEAN
 * L    = sum_d l_d of the chunk, of each of its actions, or l_d as it is            [n][1|H|D]
 * r    = exp(L - L of the policy that acted)
 * A    = of the chunk, or of each of its actions, as the recipe's credit has it
 * loss = mean dualClipped(r, A) - entropy H + valueWeight V
 * </pre>
 *
 * Minimized. Flow-SDE is a window of one stochastic step per decision (a Markov decision process of
 * two layers): a sampler {@code flow-sde} and {@code rollout.exploration.window: 1}; deterministic
 * steps have no draw, so that nothing of them enters the ratio. Flow-Noise learns the deviation of
 * all steps: {@code flow-noise} with the last step.
 *
 * <p>MEAN is the reference code's reduction for Flow-Noise, SUM the joint likelihood of the paper;
 * gradients at a ratio of 1 differ by S + 1, and so does where clipping starts. H is the mean
 * entropy of a dimension, V half the squared error of the value network, in the clipped form.
 *
 * <p>Source: "pi_RL: Online RL Fine-tuning for Flow-based Vision-Language-Action Models" (arXiv
 * 2510.25889). Golden cases: {@code PiRlTest}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param dualClip how far the ratio of a bad decision counts, above 1; 0 for no limit
 * @param logProb what has one ratio
 * @param jointReduce how the draws of a decision become one likelihood
 * @param entropy weight of the entropy bonus, where the sampler learns its deviation
 * @param valueWeight weight of the value network's error; 0 without such a network
 * @param valueClip how far a value may move at once; 0 for no limit
 * @param normalizeAdvantages whether a minibatch's advantages get mean 0 and deviation 1
 */
public record PiRl(
    double clip,
    double dualClip,
    Unit logProb,
    JointReduce jointReduce,
    double entropy,
    double valueWeight,
    double valueClip,
    boolean normalizeAdvantages)
    implements Objective {
  /** What has one ratio. */
  public enum Unit {
    /** The whole chunk. */
    CHUNK(LogProbReduction.SUM),
    /** Each action of it. */
    ACTION(LogProbReduction.ACTION),
    /** Each dimension of each action. */
    TOKEN(LogProbReduction.TOKEN);

    private final LogProbReduction reduction;

    Unit(LogProbReduction reduction) {
      this.reduction = reduction;
    }
  }

  /** How the likelihoods of a decision's draws become one. */
  public enum JointReduce {
    /** Their mean, the standard normal start among them. */
    MEAN(RatioUnit.CHAIN_MEAN),
    /** Their sum: the joint likelihood. */
    SUM(RatioUnit.DECISION);

    private final RatioUnit unit;

    JointReduce(RatioUnit unit) {
      this.unit = unit;
    }
  }

  public PiRl {
    new ClippedRatio(clip, dualClip);
    require(entropy >= 0, "entropy", entropy);
    require(valueWeight >= 0, "valueWeight", valueWeight);
    require(valueClip >= 0, "valueClip", valueClip);
  }

  private static void require(boolean condition, String name, double got) {
    if (!condition) {
      throw new IllegalArgumentException("expected %s >= 0, %s=%s".formatted(name, name, got));
    }
  }

  @Override
  public String id() {
    return "pi-rl";
  }

  @Override
  public boolean creditsActions() {
    return logProb.reduction.keepsActionsApart();
  }

  @Override
  public Value loss(LossScope scope) {
    return RatioLoss.of(clip, logProb.reduction)
        .unit(jointReduce.unit)
        .dualClip(dualClip)
        .entropy(entropy)
        .value(new ValueError(valueWeight, valueClip))
        .normalizeAdvantages(normalizeAdvantages)
        .loss(scope);
  }
}
