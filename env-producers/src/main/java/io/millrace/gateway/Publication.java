package io.millrace.gateway;

import io.millrace.gateway.Refusal.Code;
import io.millrace.rollout.RolloutSettings;
import io.millrace.rollout.TrajectorySink;
import io.millrace.rollout.TrajectorySinkException;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.Trajectory;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where episodes go, and whether they still can: after the first failure nothing can be kept any
 * more. From any thread.
 */
final class Publication {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final RolloutSettings rollout;
  private final TrajectorySink sink;
  private final TrajectorySink demonstrations;
  private volatile RuntimeException failure;
  private volatile Runnable onFailure = () -> {};

  Publication(RolloutSettings rollout, TrajectorySink sink, TrajectorySink demonstrations) {
    this.rollout = rollout;
    this.sink = sink;
    this.demonstrations = demonstrations;
  }

  /** Sends a whole group. */
  void send(List<Trajectory> members) {
    publish(() -> members.forEach(sink::send));
  }

  /** Sends that a group will not come. */
  void abandon(EpisodeGroup group, String reason, long nowMs) {
    LOG.info("group {} abandoned: {}", group.id(), reason);
    GroupEnd end =
        GroupEnd.newBuilder()
            .setPolicyId(rollout.policyId())
            .setEpoch(rollout.epoch())
            .setGroupId(group.id())
            .setReason(reason)
            .setEndedAtMs(nowMs)
            .build();
    publish(() -> sink.send(end));
  }

  /** Sends an episode that somebody else's policy played. */
  void log(Trajectory demonstration) {
    publish(() -> demonstrations.send(demonstration));
  }

  private void publish(Runnable sending) {
    try {
      sending.run();
    } catch (TrajectorySinkException e) {
      fail(e);
      throw refusal(e);
    }
  }

  private static Refusal refusal(RuntimeException cause) {
    return new Refusal(Code.FAILED, "the gateway cannot go on: " + cause.getMessage());
  }

  void checkWorking() {
    if (failure != null) {
      throw refusal(failure);
    }
  }

  void onFailure(Runnable call) {
    onFailure = call;
    if (failure != null) {
      call.run();
    }
  }

  void fail(RuntimeException cause) {
    if (failure == null) {
      failure = cause;
      LOG.error("the gateway cannot go on", cause);
      onFailure.run();
    }
  }

  /** Null as long as all is well. */
  RuntimeException failure() {
    return failure;
  }

  void flush() {
    sink.flush();
    demonstrations.flush();
  }
}
