package io.millrace.job.credit;

import io.millrace.job.record.ClosedGroup;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.OpenGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * The memory of the current key's group in Flink's keyed state. Members are kept by index, so that
 * a new member writes itself and not the group. What strangers could fill without end has a time to
 * live.
 */
final class FlinkGroupMemory implements GroupMemory {
  private final ValueState<OpenGroup> open;
  private final MapState<Integer, GroupMember> members;
  private final ValueState<ClosedGroup> closed;
  private final MapState<Integer, GroupMember> retained;

  /**
   * @param closedFor how long a closed group is remembered
   * @param retainedFor how long a used group's members are kept for late rewards; zero for not
   */
  FlinkGroupMemory(RuntimeContext context, Duration closedFor, Duration retainedFor) {
    open =
        context.getState(
            new ValueStateDescriptor<>("open-group", TypeInformation.of(OpenGroup.class)));
    members = context.getMapState(memberState("members"));
    ValueStateDescriptor<ClosedGroup> marker =
        new ValueStateDescriptor<>("closed-group", TypeInformation.of(ClosedGroup.class));
    marker.enableTimeToLive(StateTtlConfig.newBuilder(closedFor).build());
    closed = context.getState(marker);
    if (retainedFor.isZero()) {
      retained = null;
    } else {
      MapStateDescriptor<Integer, GroupMember> kept = memberState("retained-members");
      kept.enableTimeToLive(StateTtlConfig.newBuilder(retainedFor).build());
      retained = context.getMapState(kept);
    }
  }

  private static MapStateDescriptor<Integer, GroupMember> memberState(String name) {
    return new MapStateDescriptor<>(name, Types.INT, TypeInformation.of(GroupMember.class));
  }

  @Override
  public OpenGroup open() {
    return read(open);
  }

  @Override
  public void open(OpenGroup group) {
    write(open, group);
  }

  @Override
  public void keep(GroupMember member) {
    put(members, member);
  }

  @Override
  public GroupMember member(int memberIndex) {
    try {
      return members.get(memberIndex);
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<GroupMember> members() {
    return inMemberOrder(members);
  }

  @Override
  public ClosedGroup closed() {
    return read(closed);
  }

  @Override
  public void close(ClosedGroup marker) {
    write(closed, marker);
    open.clear();
    members.clear();
  }

  @Override
  public void retain(List<GroupMember> group) {
    if (retained != null) {
      group.forEach(member -> put(retained, member));
    }
  }

  @Override
  public List<GroupMember> retained() {
    return retained == null ? List.of() : inMemberOrder(retained);
  }

  private static List<GroupMember> inMemberOrder(MapState<Integer, GroupMember> state) {
    List<GroupMember> list = new ArrayList<>();
    try {
      state.values().forEach(list::add);
    } catch (Exception e) {
      throw unreadable(e);
    }
    list.sort(Comparator.comparingInt(GroupMember::memberIndex));
    return list;
  }

  private static void put(MapState<Integer, GroupMember> state, GroupMember member) {
    try {
      state.put(member.memberIndex(), member);
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  private static <T> T read(ValueState<T> state) {
    try {
      return state.value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> void write(ValueState<T> state, T value) {
    try {
      state.update(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FlinkRuntimeException unreadable(Exception cause) {
    return new FlinkRuntimeException("cannot access the state of a group", cause);
  }
}
