package io.millrace.flow.credit;

/** Compares numbers within a group: the shared rule of all group-relative credit. */
public interface GroupBaseline {
  /**
   * @param values one number a member, in member order
   * @return its advantage over the others, 0 in a group of one; {@link OwnReturn} compares nothing
   */
  double[] compare(double[] values);
}
