package io.millrace.rollout;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.policy.FlowPolicySpec;

/** Whether a policy can play in an environment. */
public final class PolicyFit {
  private PolicyFit() {}

  /**
   * Checks sizes, and that choices are made by a discrete flow over as many tokens.
   *
   * @throws IllegalArgumentException if the policy does not fit
   */
  public static void check(EnvironmentSpec environment, FlowPolicySpec policy) {
    int choices = environment.actionSpace() instanceof ActionSpace.Discrete d ? d.n() : 0;
    int tokens = policy.tokens() == null ? 0 : policy.tokens().tokens();
    if (policy.observationSize() != environment.observationSize()
        || policy.actionSize() != environment.actionSize()
        || choices != tokens) {
      throw new IllegalArgumentException(
          "expected a policy of the environment's shape, environment=%s observationSize=%d"
                  .formatted(environment.id(), environment.observationSize())
              + " actionSize=%d choices=%d policy.observationSize=%d policy.actionSize=%d"
                  .formatted(
                      environment.actionSize(),
                      choices,
                      policy.observationSize(),
                      policy.actionSize())
              + " policy.tokens=%d".formatted(tokens));
    }
  }
}
