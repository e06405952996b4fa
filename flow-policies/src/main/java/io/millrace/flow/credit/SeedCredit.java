package io.millrace.flow.credit;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares only members that share their start noise: branches of one trunk, which differ by where
 * they branched off and by nothing that happened before.
 *
 * <p>Members of one start follow each other, in blocks of equal size, as {@link
 * io.millrace.flow.policy.Exploration} lays them out; so it needs all members of a group.
 *
 * <p>Source: the seed groups of "TempFlow-GRPO" (arXiv 2508.04324).
 *
 * @param credit what judges the members of each block
 * @param seeds blocks of a group
 */
public record SeedCredit(Credit credit, int seeds) implements Credit {
  public SeedCredit {
    if (seeds < 1) {
      throw new IllegalArgumentException("expected seeds >= 1, seeds=" + seeds);
    }
  }

  @Override
  public boolean needsValues() {
    return credit.needsValues();
  }

  @Override
  public double[][] advantages(String groupId, List<Member> members) {
    if (members.size() % seeds != 0) {
      throw new IllegalArgumentException(
          "expected members that divide into seeds, members=%d seeds=%d"
              .formatted(members.size(), seeds));
    }
    int size = members.size() / seeds;
    List<double[]> advantages = new ArrayList<>(members.size());
    for (int from = 0; from < members.size(); from += size) {
      advantages.addAll(List.of(credit.advantages(groupId, members.subList(from, from + size))));
    }
    return advantages.toArray(double[][]::new);
  }
}
