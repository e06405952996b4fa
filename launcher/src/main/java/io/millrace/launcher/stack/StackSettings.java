package io.millrace.launcher.stack;

/**
 * Sizes of an embedded stack.
 *
 * @param slots Flink's task slots
 * @param experiencePartitions partitions of the topics that carry trajectories
 */
public record StackSettings(int slots, int experiencePartitions) {
  /** For a laptop: one slot for credit, one for the learner, with room for a job beside them. */
  public static StackSettings laptop() {
    return new StackSettings(4, 2);
  }
}
