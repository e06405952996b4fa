package io.millrace.job.reward;

import io.millrace.job.record.PendingTrajectory;
import io.millrace.job.record.RewardArrival;
import io.millrace.job.record.SentTrajectory;
import java.util.List;

/** What is remembered of one trajectory and its rewards: the seam to Flink's state. */
public interface JoinMemory {

  /** The trajectory that waits for its rewards, or null. */
  PendingTrajectory pending();

  void hold(PendingTrajectory trajectory);

  /** The trajectory that went on, or null. */
  SentTrajectory sent();

  /** Forgets the held trajectory and remembers that it went on, or that it was given up. */
  void release(SentTrajectory trajectory);

  /** Remembers an event; false where one with its id was there before. */
  boolean remember(RewardArrival event);

  /** The events that came, by ascending event id. */
  List<RewardArrival> events();
}
