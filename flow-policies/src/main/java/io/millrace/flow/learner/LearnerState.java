package io.millrace.flow.learner;

import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All that a learner knows: the left side of the fold. Mutable, because weights are large; owned by
 * one thread. {@link LearnerSnapshot} turns it into bytes and back.
 */
public final class LearnerState {
  final FlowPolicy policy;
  final OptimizerState optimizer;
  final RandomSource random;

  /** Weights of the first version, which others are compared with. */
  final float[] reference;

  long version;
  long updates;
  long envSteps;
  String sha256;
  boolean finished;

  /** Experience of earlier versions is not learned from. */
  long oldestUsable;

  /** Records of the batch that is being filled. */
  final List<LearnerInput> pending = new ArrayList<>();

  /** Ids of used records, the oldest first. */
  final Set<String> used = new LinkedHashSet<>();

  LearnerState(
      FlowPolicy policy, OptimizerState optimizer, RandomSource random, float[] reference) {
    this.policy = policy;
    this.optimizer = optimizer;
    this.random = random;
    this.reference = reference;
  }

  /** The last version that was made. */
  public long version() {
    return version;
  }

  /** Hash of that version. */
  public String sha256() {
    return sha256;
  }

  /** Updates so far. */
  public long updates() {
    return updates;
  }

  /** True once the stop condition is met; further records change nothing. */
  public boolean finished() {
    return finished;
  }

  /** Remembers an id, forgetting the oldest beyond the capacity; false where it was known. */
  boolean remember(String id, int capacity) {
    if (!used.add(id)) {
      return false;
    }
    if (used.size() > capacity) {
      var oldest = used.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }
}
