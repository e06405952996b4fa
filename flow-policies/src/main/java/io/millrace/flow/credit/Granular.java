package io.millrace.flow.credit;

/**
 * The multi-granularity advantage of G2RPO: each exploring step is finished on several grids, the
 * outcomes of one grid are compared with each other, and the step's advantage is the sum.
 *
 * <pre>
 * A_i = clip(sum_g compare_g(R_{i,g}), -limit, limit)
 * </pre>
 *
 * Sum, not mean; and not the comparison of summed rewards, in which the grid whose rewards differ
 * most would outvote the others. Members take the grids in turn, {@code i g + 0 .. i g + g - 1}, as
 * {@link io.millrace.flow.policy.Exploration#strides} lays them out; all of one turn share the step
 * and so its advantage. It needs all members of a group.
 *
 * <p>Source: "G^2RPO: Granular GRPO for Precise Reward in Flow Models" (arXiv 2510.01982). Golden
 * cases: {@code conformance/flow-grpo-variants.json}.
 *
 * @param baseline compares the outcomes of one grid
 * @param granularities grids
 * @param limit of an advantage, above 0
 */
public record Granular(GroupBaseline baseline, int granularities, double limit)
    implements GroupBaseline {
  public Granular {
    if (granularities < 1 || !(limit > 0)) {
      throw new IllegalArgumentException(
          "expected granularities >= 1 and limit > 0, granularities=%d limit=%s"
              .formatted(granularities, limit));
    }
  }

  @Override
  public double[] compare(double[] values) {
    if (values.length % granularities != 0) {
      throw new IllegalArgumentException(
          "expected members that divide into granularities, members=%d granularities=%d"
              .formatted(values.length, granularities));
    }
    int count = values.length / granularities;
    double[] sum = new double[count];
    double[] ofGrid = new double[count];
    for (int g = 0; g < granularities; g++) {
      for (int i = 0; i < count; i++) {
        ofGrid[i] = values[i * granularities + g];
      }
      double[] compared = baseline.compare(ofGrid);
      for (int i = 0; i < count; i++) {
        sum[i] += compared[i];
      }
    }
    double[] advantages = new double[values.length];
    for (int member = 0; member < values.length; member++) {
      advantages[member] = Math.max(-limit, Math.min(limit, sum[member / granularities]));
    }
    return advantages;
  }
}
