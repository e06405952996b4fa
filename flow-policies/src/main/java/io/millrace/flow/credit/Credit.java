package io.millrace.flow.credit;

import java.util.ArrayList;
import java.util.List;

/** Turns the rewards of a group's members into an advantage for every step of each of them. */
public interface Credit {
  /**
   * What credit is given for.
   *
   * @param rewards [T]
   * @param values [T+1], the value of each observation; null where the policy has no value network
   * @param terminated whether the task ended, so that nothing more is to be had after it
   */
  record Member(double[] rewards, double[] values, boolean terminated) {}

  /** Whether it needs the members' values. */
  default boolean needsValues() {
    return false;
  }

  /**
   * @param groupId names the group; equal groups get equal credit
   * @param members in member order; they may differ in length
   * @return [member][step]
   */
  double[][] advantages(String groupId, List<Member> members);

  /**
   * The same of rewards alone, of members whose task ended.
   *
   * @param rewards [member][step]
   */
  default double[][] advantages(String groupId, double[][] rewards) {
    List<Member> members = new ArrayList<>();
    for (double[] ofMember : rewards) {
      members.add(new Member(ofMember, null, true));
    }
    return advantages(groupId, members);
  }
}
