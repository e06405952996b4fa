package io.millrace.flow.objective;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.tensor.Value;
import java.util.List;

/** What an update minimizes over the decisions that it learns from. */
public interface Objective {
  /** The name that recipes use. */
  String id();

  /**
   * Whether it reads the likelihoods of stochastic flow steps, so that the sampler must have some.
   */
  default boolean needsLikelihoods() {
    return true;
  }

  /** Whether it has a ratio for each action of a chunk, so that each can have its own advantage. */
  default boolean creditsActions() {
    return false;
  }

  /** Networks that the policy must have for it beside the flow. */
  default List<PartSpec> parts() {
    return List.of();
  }

  /**
   * The same for a policy whose decisions have this many numbers; overridden where networks depend
   * on it.
   */
  default List<PartSpec> parts(int actionSize) {
    return parts();
  }

  /**
   * Changes the random weights of the first version, where no warm start fits them: nothing for
   * most.
   */
  default void prepare(FlowPolicy first) {}

  /** What the policy that acts must write down for it. */
  default Recording recording() {
    return Recording.NONE;
  }

  /** Whether it compares decisions of a group, so that an update must see all of them at once. */
  default boolean wholeGroups() {
    return false;
  }

  /**
   * The loss over these rows.
   *
   * @return 1 x 1, on the tape
   */
  Value loss(LossScope scope);

  /**
   * What happens between updates: nothing for most. May change the policy's networks.
   *
   * @param update the update that has just ended, from 1 on
   * @param rows everything that it learned from
   * @return true where experience of earlier versions must not be learned from any more
   */
  default boolean between(UpdateScope scope, long update, ActionBatch rows) {
    return false;
  }
}
