package io.millrace.flow.credit;

import io.millrace.flow.random.RandomSource;
import java.util.List;

/**
 * An ablation: the advantages of a group are dealt to its members at random, so that they say
 * nothing about who did well. What still learns under this credit did not learn from rewards.
 *
 * <p>The order depends on the group id alone. A member longer than the one whose advantages it
 * receives repeats the last of them.
 */
public record ShuffledCredit(Credit credit) implements Credit {
  @Override
  public boolean needsValues() {
    return credit.needsValues();
  }

  @Override
  public double[][] advantages(String groupId, List<Member> members) {
    double[][] honest = credit.advantages(groupId, members);
    int[] order = new int[honest.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    new RandomSource(0).split(groupId).shuffle(order);
    double[][] shuffled = new double[honest.length][];
    for (int i = 0; i < honest.length; i++) {
      double[] dealt = honest[order[i]];
      shuffled[i] = new double[honest[i].length];
      for (int t = 0; t < shuffled[i].length; t++) {
        shuffled[i][t] = dealt.length == 0 ? 0 : dealt[Math.min(t, dealt.length - 1)];
      }
    }
    return shuffled;
  }
}
