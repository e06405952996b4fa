package io.millrace.rollout;

import io.millrace.flow.policy.FlowPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A feed that plays a script on a clock of its own: each wait takes the next event and no real
 * time. It finishes when the script is over.
 */
final class ScriptedFeed implements PolicyFeed {

  /** What a wait ends with. */
  enum Event {
    NEXT_VERSION,
    TIME_IS_UP
  }

  private final FlowPolicy policy;
  private final Deque<Event> script;
  private ActingPolicy newest;
  Duration waited = Duration.ZERO;

  ScriptedFeed(FlowPolicy policy, Event... script) {
    this.policy = policy;
    this.script = new ArrayDeque<>(List.of(script));
    this.newest = new ActingPolicy(1, policy, false);
  }

  @Override
  public ActingPolicy awaitNewer(long version, Duration atMost) {
    if (newest.version() > version || atMost.isZero()) {
      return newest;
    }
    Event event = script.poll();
    if (event == null) {
      newest = new ActingPolicy(newest.version(), policy, true);
    } else if (event == Event.NEXT_VERSION) {
      newest = new ActingPolicy(newest.version() + 1, policy, false);
    } else {
      waited = waited.plus(atMost);
    }
    return newest;
  }

  @Override
  public void close() {}
}
