package io.millrace.flow.policy;

/**
 * Guidance between two versions of a policy (RLG): how far the tuned one counts is chosen while
 * acting, not while learning.
 *
 * <pre>
 * v = vReference + weight (v - vReference)      at the same point, time and observation
 * </pre>
 *
 * Weight 0 is the reference to the last bit, 1 the policy itself, between them an interpolation,
 * above 1 an extrapolation: what learning changed, changed further. For laws that differ by their
 * mean alone it samples the mixture {@code p_ref (p / p_ref)^weight}; where spreads differ it
 * contracts more than that.
 *
 * <p>Source: "Inference-Time Alignment Control for Diffusion Models with Reinforcement Learning
 * Guidance" (arXiv 2508.21016). Golden case: {@code ReferenceGuidanceTest}.
 *
 * @param reference of the same shape
 * @param weight at least 0; 1 to 3 is usual
 */
public record ReferenceGuidance(FlowPolicy reference, double weight) implements Guidance {
  public ReferenceGuidance {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite weight >= 0, weight=" + weight);
    }
  }

  @Override
  public VelocityField field(FlowPolicy policy, int rows) {
    FlowPolicySpec own = policy.spec();
    FlowPolicySpec other = reference.spec();
    if (own.flowInputs() != other.flowInputs()
        || own.actionSize() != other.actionSize()
        || own.head() != other.head()) {
      throw new IllegalArgumentException(
          "expected a reference of the policy's shape, policy=[%d, %d, %s] reference=[%d, %d, %s]"
              .formatted(
                  own.flowInputs(),
                  own.actionSize(),
                  own.head(),
                  other.flowInputs(),
                  other.actionSize(),
                  other.head()));
    }
    return between(Guidance.own(reference, rows), Guidance.own(policy, rows), (float) weight);
  }

  /** The field on the line from one to the other. */
  static VelocityField between(VelocityField reference, VelocityField tuned, float weight) {
    return new VelocityField() {
      @Override
      public float[] input() {
        return tuned.input();
      }

      @Override
      public float[] run() {
        System.arraycopy(tuned.input(), 0, reference.input(), 0, tuned.input().length);
        float[] base = reference.run();
        float[] moved = tuned.run();
        for (int i = 0; i < moved.length; i++) {
          moved[i] = base[i] + weight * (moved[i] - base[i]);
        }
        return moved;
      }
    };
  }
}
