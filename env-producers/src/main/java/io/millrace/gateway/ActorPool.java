package io.millrace.gateway;

import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Actor;
import io.millrace.rollout.ActingPolicy;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * One version of the policy at work. An actor copies the weights and serves one caller at a time;
 * as sessions act in turn, a few of them serve all.
 */
final class ActorPool {

  private final ActingPolicy policy;
  private final Acting acting;
  private final Map<Integer, Deque<Actor>> idle = new ConcurrentHashMap<>();

  ActorPool(ActingPolicy policy, Acting acting) {
    this.policy = policy;
    this.acting = acting;
  }

  ActingPolicy policy() {
    return policy;
  }

  long version() {
    return policy.version();
  }

  /** An actor for this many rows, whose group is this one; give it back. */
  Actor take(int rows, long group) {
    Actor actor = idle(rows).pollFirst();
    if (actor == null) {
      actor = Actor.of(policy.policy(), acting, rows);
    }
    actor.begin(group);
    return actor;
  }

  void giveBack(int rows, Actor actor) {
    idle(rows).addFirst(actor);
  }

  private Deque<Actor> idle(int rows) {
    return idle.computeIfAbsent(rows, n -> new ConcurrentLinkedDeque<>());
  }
}
