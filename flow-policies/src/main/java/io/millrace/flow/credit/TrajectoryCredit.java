package io.millrace.flow.credit;

import java.util.Arrays;

/**
 * One advantage a trajectory: the group compares returns, and every step of a member receives its
 * member's advantage.
 *
 * <pre>
 * R_i = sum_t discount^t r_{i,t}
 * </pre>
 */
public record TrajectoryCredit(GroupBaseline baseline, double discount) implements Credit {
  @Override
  public double[][] advantages(String groupId, double[][] rewards) {
    double[] returns = new double[rewards.length];
    for (int i = 0; i < rewards.length; i++) {
      double weight = 1;
      for (double reward : rewards[i]) {
        returns[i] += weight * reward;
        weight *= discount;
      }
    }
    double[] compared = baseline.compare(returns);
    double[][] advantages = new double[rewards.length][];
    for (int i = 0; i < rewards.length; i++) {
      advantages[i] = new double[rewards[i].length];
      Arrays.fill(advantages[i], compared[i]);
    }
    return advantages;
  }
}
