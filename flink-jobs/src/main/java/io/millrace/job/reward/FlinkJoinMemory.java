package io.millrace.job.reward;

import io.millrace.job.record.PendingTrajectory;
import io.millrace.job.record.RewardArrival;
import io.millrace.job.record.SentTrajectory;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** The memory of the current key's trajectory in Flink's keyed state. */
final class FlinkJoinMemory implements JoinMemory {
  private final ValueState<PendingTrajectory> pending;
  private final ValueState<SentTrajectory> sent;
  private final MapState<String, RewardArrival> events;

  FlinkJoinMemory(RuntimeContext context, JoinRules rules) {
    StateTtlConfig ttl = StateTtlConfig.newBuilder(rules.retention()).build();
    pending =
        context.getState(
            new ValueStateDescriptor<>("pending", TypeInformation.of(PendingTrajectory.class)));
    ValueStateDescriptor<SentTrajectory> gone =
        new ValueStateDescriptor<>("sent", TypeInformation.of(SentTrajectory.class));
    gone.enableTimeToLive(ttl);
    sent = context.getState(gone);
    MapStateDescriptor<String, RewardArrival> came =
        new MapStateDescriptor<>("events", Types.STRING, TypeInformation.of(RewardArrival.class));
    came.enableTimeToLive(ttl);
    events = context.getMapState(came);
  }

  @Override
  public PendingTrajectory pending() {
    return read(pending);
  }

  @Override
  public void hold(PendingTrajectory trajectory) {
    write(pending, trajectory);
  }

  @Override
  public SentTrajectory sent() {
    return read(sent);
  }

  @Override
  public void release(SentTrajectory trajectory) {
    write(sent, trajectory);
    pending.clear();
  }

  @Override
  public boolean remember(RewardArrival event) {
    try {
      if (events.contains(event.eventId())) {
        return false;
      }
      events.put(event.eventId(), event);
      return true;
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<RewardArrival> events() {
    List<RewardArrival> list = new ArrayList<>();
    try {
      events.values().forEach(list::add);
    } catch (Exception e) {
      throw unreadable(e);
    }
    list.sort(Comparator.comparing(RewardArrival::eventId));
    return list;
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
    return new FlinkRuntimeException("cannot access the state of a trajectory", cause);
  }
}
