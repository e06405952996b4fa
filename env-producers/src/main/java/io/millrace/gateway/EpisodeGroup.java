package io.millrace.gateway;

import io.millrace.schema.Trajectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Members that start from one seed and are played by one version of the policy, perhaps by several
 * clients. Guarded by {@link EpisodeGroups}.
 */
final class EpisodeGroup {

  /** One member of a group, handed out once. */
  record Place(EpisodeGroup group, int member) {}

  private final long number;
  private final String id;
  private final int seed;
  private final ActorPool actors;
  private final Trajectory[] finished;
  private int handedOut;
  private int running;
  private volatile String abandoned;

  EpisodeGroup(long number, String id, int seed, ActorPool actors, int members) {
    this.number = number;
    this.id = id;
    this.seed = seed;
    this.actors = actors;
    this.finished = new Trajectory[members];
  }

  long number() {
    return number;
  }

  String id() {
    return id;
  }

  /** From 0 to 2^31 - 1: a number that every language has. */
  int seed() {
    return seed;
  }

  ActorPool actors() {
    return actors;
  }

  int members() {
    return finished.length;
  }

  boolean hasRoom() {
    return handedOut < finished.length;
  }

  boolean isRunning() {
    return running > 0;
  }

  Place handOut() {
    running++;
    return new Place(this, handedOut++);
  }

  void finish(int member, Trajectory trajectory) {
    running--;
    finished[member] = trajectory;
  }

  void leave() {
    running--;
  }

  void abandon(String reason) {
    abandoned = reason;
  }

  /** Why none of its members is used; null as long as they may be. From any thread. */
  String abandoned() {
    return abandoned;
  }

  int finished() {
    return (int) Arrays.stream(finished).filter(t -> t != null).count();
  }

  List<Trajectory> trajectories() {
    return new ArrayList<>(Arrays.asList(finished));
  }
}
