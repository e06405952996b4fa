package io.millrace.schema;

/**
 * The names of a pipeline's topics.
 *
 * @param prefix what every name begins with; two pipelines on one broker differ in it
 */
public record Topics(String prefix) {
  /** The prefix of a pipeline that names none. */
  public static final String DEFAULT_PREFIX = "millrace.";

  /** The largest record that producers send, topics take and consumers fetch, in bytes. */
  public static final int MAX_RECORD_BYTES = 16 << 20;

  public Topics {
    if (!prefix.matches("[a-zA-Z0-9._-]{0,64}")) {
      throw new IllegalArgumentException(
          "topic prefix must match [a-zA-Z0-9._-]{0,64}, prefix=" + prefix);
    }
  }

  /** The topics of a pipeline that names no prefix. */
  public static Topics standard() {
    return new Topics(DEFAULT_PREFIX);
  }

  /** {@link Trajectory} and {@link GroupEnd}; key: policy id, a slash, group id. */
  public String trajectories() {
    return prefix + "trajectories";
  }

  /**
   * {@link Trajectory}, of any policy, for others to imitate; key as trajectories. Kept for good.
   * What imitation does not need may be left out: the final observation (then there are T of them)
   * and the rewards (then they have no channels).
   */
  public String demonstrations() {
    return prefix + "demonstrations";
  }

  /** {@link RewardEvent}; key: trajectory id. */
  public String rewardEvents() {
    return prefix + "reward-events";
  }

  /** What the reward job hands to the credit job where they run apart; key as trajectories. */
  public String scored() {
    return prefix + "scored";
  }

  /** {@link AdvantageRecord}, the learner's only input; key: policy id. */
  public String advantages() {
    return prefix + "advantages";
  }

  /** {@link PolicyAnnouncement}, compacted; key: policy id. */
  public String policies() {
    return prefix + "policies";
  }

  /** {@link DeadLetter}; key: the topic that it came from. */
  public String deadLetters() {
    return prefix + "dead-letters";
  }

  /** {@link LearnerMetrics}; key: policy id. */
  public String learnerMetrics() {
    return prefix + "learner-metrics";
  }

  /** {@link TrajectoryFate}; key: policy id where it is known. */
  public String fates() {
    return prefix + "fates";
  }
}
