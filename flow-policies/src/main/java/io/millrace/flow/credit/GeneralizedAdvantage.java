package io.millrace.flow.credit;

import java.util.List;

/**
 * Generalized advantage estimation: each member by itself, against its own values.
 *
 * <pre>
 * delta_t = r_t + discount V_{t+1} - V_t        V_T counts as 0 where the task ended
 * A_t     = delta_t + discount lambda A_{t+1}
 * </pre>
 *
 * <p>Source: Schulman et al., "High-Dimensional Continuous Control Using Generalized Advantage
 * Estimation", 2016.
 *
 * @param discount weight of the reward one step later
 * @param lambda 0 trusts the values, 1 the rewards
 */
public record GeneralizedAdvantage(double discount, double lambda) implements Credit {
  @Override
  public boolean needsValues() {
    return true;
  }

  @Override
  public double[][] advantages(String groupId, List<Member> members) {
    double[][] advantages = new double[members.size()][];
    for (int i = 0; i < advantages.length; i++) {
      advantages[i] = ofMember(members.get(i));
    }
    return advantages;
  }

  private double[] ofMember(Member member) {
    int steps = member.rewards().length;
    double[] values = member.values();
    if (values == null || values.length != steps + 1) {
      throw new IllegalArgumentException(
          "expected the values of %d observations, got %s"
              .formatted(steps + 1, values == null ? "none" : values.length));
    }
    double[] advantages = new double[steps];
    double later = 0;
    double valueAfter = member.terminated() ? 0 : values[steps];
    for (int t = steps - 1; t >= 0; t--) {
      double delta = member.rewards()[t] + discount * valueAfter - values[t];
      later = delta + discount * lambda * later;
      advantages[t] = later;
      valueAfter = values[t];
    }
    return advantages;
  }
}
