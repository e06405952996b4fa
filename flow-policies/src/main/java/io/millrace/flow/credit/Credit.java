package io.millrace.flow.credit;

/** Turns the rewards of a group's members into an advantage for every step of each of them. */
public interface Credit {
  /**
   * @param groupId names the group; equal groups get equal credit
   * @param rewards [member][step], in member order; members may differ in length
   * @return [member][step], the same shape
   */
  double[][] advantages(String groupId, double[][] rewards);
}
