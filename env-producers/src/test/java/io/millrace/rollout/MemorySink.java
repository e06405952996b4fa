package io.millrace.rollout;

import io.millrace.schema.GroupEnd;
import io.millrace.schema.Trajectory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is sent. */
public final class MemorySink implements TrajectorySink {

  public final List<Trajectory> trajectories = new CopyOnWriteArrayList<>();
  public final List<GroupEnd> ends = new CopyOnWriteArrayList<>();
  public volatile boolean flushed;

  @Override
  public void send(Trajectory trajectory) {
    trajectories.add(trajectory);
  }

  @Override
  public void send(GroupEnd end) {
    ends.add(end);
  }

  @Override
  public void flush() {
    flushed = true;
  }

  @Override
  public void close() {}

  /** Members by group, in the order they came. */
  public Map<String, List<Trajectory>> groups() {
    Map<String, List<Trajectory>> groups = new LinkedHashMap<>();
    for (Trajectory trajectory : trajectories) {
      groups
          .computeIfAbsent(trajectory.getGroupId(), id -> new CopyOnWriteArrayList<>())
          .add(trajectory);
    }
    return groups;
  }
}
