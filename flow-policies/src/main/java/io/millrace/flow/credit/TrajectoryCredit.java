package io.millrace.flow.credit;

import java.util.Arrays;
import java.util.List;

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
  public double[][] advantages(String groupId, List<Member> members) {
    double[] returns = new double[members.size()];
    for (int i = 0; i < returns.length; i++) {
      double weight = 1;
      for (double reward : members.get(i).rewards()) {
        returns[i] += weight * reward;
        weight *= discount;
      }
    }
    double[] compared = baseline.compare(returns);
    double[][] advantages = new double[returns.length][];
    for (int i = 0; i < returns.length; i++) {
      advantages[i] = new double[members.get(i).rewards().length];
      Arrays.fill(advantages[i], compared[i]);
    }
    return advantages;
  }
}
