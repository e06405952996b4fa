package io.millrace.flow.policy;

/**
 * Classifier-free guidance: how far the observation counts is chosen while acting.
 *
 * <pre>
 * v = vNull + weight (v - vNull)       vNull = velocity(x, tau, nullObservation)
 * </pre>
 *
 * Weight 1 is the policy itself and weight 0 what it does whatever it sees, both to the last bit;
 * above 1 the observation counts further than the demonstrations had it. For laws that differ by
 * their mean alone it samples the mixture {@code p (p / p_null)^(weight - 1)}; where they have
 * other spreads or several modes, nearly so.
 *
 * <p>The null observation is learned: one number a column of the observation, the part {@link
 * PartSpec#NULL_OBSERVATION}, which flow matching with dropout trains and which starts at 0. Zeros
 * alone could be something that the environment shows.
 *
 * <p>Learning online goes on with seen observations alone, so that the null observation's velocity
 * is then what is left of version 1's.
 *
 * <p>Source: Ho and Salimans, "Classifier-Free Diffusion Guidance" (arXiv 2207.12598), for
 * velocities. Golden cases: {@code ClassifierFreeGuidanceTest}.
 *
 * @param weight at least 0; 1 to 4 is usual
 */
public record ClassifierFreeGuidance(double weight) implements Guidance {
  public ClassifierFreeGuidance {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite weight >= 0, weight=" + weight);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException where the policy was not fitted with dropout
   */
  @Override
  public VelocityField field(FlowPolicy policy, int rows) {
    FlowModel model = policy.model();
    float[] missing =
        model.part(PartSpec.NULL_OBSERVATION).inference(model.parameters(), 1).run().clone();
    VelocityField seeing = Guidance.own(policy, rows);
    if (weight == 1) {
      return seeing;
    }
    VelocityField blind = blind(Guidance.own(policy, rows), missing, rows);
    return weight == 0 ? blind : ReferenceGuidance.between(blind, seeing, (float) weight);
  }

  /** The same field of rows that all see the null observation. */
  private static VelocityField blind(VelocityField field, float[] missing, int rows) {
    return new VelocityField() {
      @Override
      public float[] input() {
        return field.input();
      }

      @Override
      public float[] run() {
        float[] input = field.input();
        int width = input.length / rows;
        for (int row = 1; row <= rows; row++) {
          System.arraycopy(missing, 0, input, row * width - missing.length, missing.length);
        }
        return field.run();
      }
    };
  }
}
