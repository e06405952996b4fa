package io.millrace.gateway;

import io.millrace.env.RandomStreams;
import io.millrace.flow.random.RandomSource;
import io.millrace.gateway.EpisodeGroup.Place;
import io.millrace.rollout.GroupQuota;
import io.millrace.rollout.RolloutSettings;
import io.millrace.schema.Trajectory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The groups of a gateway: opens them as the quota allows, hands out their members, and closes each
 * as a whole or not at all. Not thread-safe: {@link Gateway} guards it.
 *
 * <p>A session of one episode takes the next member of any group; a session of several plays whole
 * groups. An abandoned group gives its place in the quota back, unless the group before it was
 * abandoned too: a client that fails every time is paced by stalls instead of flooding the topic.
 */
final class EpisodeGroups {

  private final RolloutSettings settings;
  private final GroupQuota quota;
  private final Set<EpisodeGroup> open = new LinkedHashSet<>();
  private ActorPool newest;
  private long next;
  private boolean lastAbandoned;
  private long sent;
  private long abandoned;
  private int running;

  EpisodeGroups(RolloutSettings settings) {
    this.settings = settings;
    this.quota =
        new GroupQuota(settings.staleness(), settings.groupsPerUpdate(), settings.workers());
  }

  /** New groups are played by this version; returns groups that have become too old to go on. */
  List<EpisodeGroup> advance(ActorPool version) {
    newest = version;
    quota.advance(version.version());
    List<EpisodeGroup> old = new ArrayList<>();
    for (EpisodeGroup group : open) {
      if (!group.isRunning()
          && version.version() - group.actors().version() > settings.staleness()) {
        old.add(group);
      }
    }
    return old;
  }

  ActorPool newest() {
    return newest;
  }

  /** That acts in new groups; 0 before the first. */
  long version() {
    return newest == null ? 0 : newest.version();
  }

  /** Places for so many episodes; null if none may start now. */
  List<Place> take(int episodes) {
    List<Place> places = new ArrayList<>(episodes);
    if (episodes == 1 && settings.groupSize() > 1) {
      EpisodeGroup waiting = withRoom();
      if (waiting == null && !quota.take(1)) {
        return null;
      }
      places.add((waiting != null ? waiting : open()).handOut());
    } else {
      int groups = episodes / settings.groupSize();
      if (!quota.take(groups)) {
        return null;
      }
      for (int g = 0; g < groups; g++) {
        EpisodeGroup group = open();
        while (group.hasRoom()) {
          places.add(group.handOut());
        }
      }
    }
    running += places.size();
    return places;
  }

  private EpisodeGroup withRoom() {
    for (EpisodeGroup group : open) {
      if (group.hasRoom()) {
        return group;
      }
    }
    return null;
  }

  private EpisodeGroup open() {
    long n = next++;
    int seed = (int) random(n).split("environment").nextLong() & Integer.MAX_VALUE;
    EpisodeGroup group =
        new EpisodeGroup(n, settings.workerId() + "-" + n, seed, newest, settings.groupSize());
    open.add(group);
    return group;
  }

  /** What everything random of a group follows from. */
  RandomSource random(long group) {
    return RandomStreams.of(settings.runSeed(), settings.workerId(), "group").split(group);
  }

  /** A member has reached its end; returns all members once the last has. */
  List<Trajectory> finish(Place place, Trajectory trajectory) {
    EpisodeGroup group = place.group();
    running--;
    group.finish(place.member(), trajectory);
    if (group.abandoned() != null || group.finished() < group.members()) {
      return List.of();
    }
    open.remove(group);
    sent++;
    lastAbandoned = false;
    return group.trajectories();
  }

  /** A member will not reach its end. */
  void leave(Place place) {
    running--;
    place.group().leave();
  }

  /** None of its members will be used; true the first time. */
  boolean abandon(EpisodeGroup group, String reason) {
    if (group.abandoned() != null) {
      return false;
    }
    group.abandon(reason);
    open.remove(group);
    abandoned++;
    if (!lastAbandoned) {
      quota.refund();
    }
    lastAbandoned = true;
    return true;
  }

  List<EpisodeGroup> openGroups() {
    return List.copyOf(open);
  }

  /** Grants one more group because no version comes any more. */
  void stalled() {
    quota.stalled();
  }

  /** Most episodes that one session may run at once. */
  long mostEpisodes() {
    return quota.most() * settings.groupSize();
  }

  int running() {
    return running;
  }

  /** Members that have finished and wait for others of their group. */
  long waiting() {
    long count = 0;
    for (Iterator<EpisodeGroup> all = open.iterator(); all.hasNext(); ) {
      count += all.next().finished();
    }
    return count;
  }

  long opened() {
    return next;
  }

  long sent() {
    return sent;
  }

  long abandoned() {
    return abandoned;
  }
}
