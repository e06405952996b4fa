package io.millrace.flow.meanflow;

import io.millrace.flow.random.RandomSource;

/**
 * Steps of length 2^-n on their own grid for a share of the rows, moments without length elsewhere.
 *
 * <pre>
 * first rows, a share of stepShare:  d = 2^-n, n uniform in 0..halvings;  tau uniform in {0, d, .., 1-d};  tauNext = tau + d
 * other rows:                        tau = tauNext uniform in [0, 1)
 * </pre>
 *
 * <p>Source: Frans et al., "One Step Diffusion via Shortcut Models", 2024, section 3.2.
 *
 * @param stepShare in [0, 1]
 * @param halvings of the shortest step
 */
public record DyadicSteps(double stepShare, int halvings) implements Intervals {
  /** As the paper has it: a quarter of the rows, 128 steps at most. */
  public static final DyadicSteps STANDARD = new DyadicSteps(0.25, 7);

  private static final int MOST_HALVINGS = 20;

  public DyadicSteps {
    if (!(stepShare >= 0 && stepShare <= 1)) {
      throw new IllegalArgumentException("expected stepShare in [0, 1], stepShare=" + stepShare);
    }
    if (halvings < 0 || halvings > MOST_HALVINGS) {
      throw new IllegalArgumentException(
          "expected halvings in 0.." + MOST_HALVINGS + ", halvings=" + halvings);
    }
  }

  /** The shortest step. */
  public float shortest() {
    return 1f / (1 << halvings);
  }

  @Override
  public void draw(RandomSource random, float[] tau, float[] tauNext) {
    int steps = (int) Math.round(stepShare * tau.length);
    for (int row = 0; row < tau.length; row++) {
      if (row < steps) {
        int count = 1 << random.nextInt(halvings + 1);
        int place = random.nextInt(count);
        tau[row] = (float) place / count;
        tauNext[row] = (float) (place + 1) / count;
      } else {
        tau[row] = (float) random.nextDouble();
        tauNext[row] = tau[row];
      }
    }
  }
}
