package io.millrace.flow.meanflow;

import io.millrace.flow.random.RandomSource;

/**
 * Intervals between two draws of a logit-normal law, and a share of intervals without length, on
 * which a mean flow is an ordinary flow matching model.
 *
 * <pre>
 * t_1, t_2 = sigmoid(N(mean, std^2))       tau = 1 - max(t_1, t_2)     tauNext = 1 - min(t_1, t_2)
 * in the last rows, a share of equalShare:  tauNext = tau
 * </pre>
 *
 * <p>Mean and standard deviation are those that papers give, of times t = 1 - tau that count from
 * the action: a negative mean prefers times near the action in either convention.
 *
 * <p>Source: Geng et al., "Mean Flows for One-step Generative Modeling", 2025, section 4.3. The
 * share is read both ways in public code; here it is that of tau = tauNext.
 *
 * @param equalShare in [0, 1]; 1 is plain flow matching
 * @param mean of the logit
 * @param std of the logit
 */
public record TimePairs(double equalShare, double mean, double std) implements Intervals {
  /** As MP1 and one-step flow Q-learning have it. */
  public static final TimePairs STANDARD = new TimePairs(0.5, -0.4, 1);

  public TimePairs {
    if (!(equalShare >= 0 && equalShare <= 1)) {
      throw new IllegalArgumentException("expected equalShare in [0, 1], equalShare=" + equalShare);
    }
    if (!(std > 0)) {
      throw new IllegalArgumentException("expected std > 0, std=" + std);
    }
  }

  @Override
  public void draw(RandomSource random, float[] tau, float[] tauNext) {
    int apart = tau.length - (int) Math.round(equalShare * tau.length);
    for (int row = 0; row < tau.length; row++) {
      double first = logitNormal(random);
      double second = logitNormal(random);
      tau[row] = (float) (1 - Math.max(first, second));
      tauNext[row] = row < apart ? (float) (1 - Math.min(first, second)) : tau[row];
    }
  }

  private double logitNormal(RandomSource random) {
    return 1 / (1 + Math.exp(-(mean + std * random.nextGaussian())));
  }
}
