package io.millrace.flow.credit;

import java.util.List;

/**
 * One advantage a time step: at each step the group compares the returns that are still to come.
 *
 * <pre>
 * G_{i,t} = r_{i,t} + discount G_{i,t+1}
 * </pre>
 *
 * A member whose task ended before step t stays in the comparison with a return to go of 0, which
 * is what it still earns.
 */
public record StepCredit(GroupBaseline baseline, double discount) implements Credit {
  @Override
  public double[][] advantages(String groupId, List<Member> members) {
    int count = members.size();
    double[][] toGo = new double[count][];
    double[][] advantages = new double[count][];
    int longest = 0;
    for (int i = 0; i < count; i++) {
      toGo[i] = returnsToGo(members.get(i).rewards());
      advantages[i] = new double[members.get(i).rewards().length];
      longest = Math.max(longest, members.get(i).rewards().length);
    }
    double[] atStep = new double[count];
    for (int t = 0; t < longest; t++) {
      for (int i = 0; i < count; i++) {
        atStep[i] = t < toGo[i].length ? toGo[i][t] : 0;
      }
      double[] compared = baseline.compare(atStep);
      for (int i = 0; i < count; i++) {
        if (t < advantages[i].length) {
          advantages[i][t] = compared[i];
        }
      }
    }
    return advantages;
  }

  private double[] returnsToGo(double[] rewards) {
    double[] toGo = new double[rewards.length];
    double next = 0;
    for (int t = rewards.length - 1; t >= 0; t--) {
      next = rewards[t] + discount * next;
      toGo[t] = next;
    }
    return toGo;
  }
}
