package io.millrace.rollout;

import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.discrete.Choices;
import io.millrace.flow.policy.FlowPolicySpec;
import java.util.Objects;

/** Whether a policy can play in an environment. */
public final class PolicyFit {
  private PolicyFit() {}

  /**
   * Checks sizes, and that choices are made by a policy that draws from the same; mixed actions by
   * one that gives numbers and scores.
   *
   * @throws IllegalArgumentException if the policy does not fit
   */
  public static void check(EnvironmentSpec of, FlowPolicySpec policy) {
    EnvironmentSpec environment = of.forPolicies();
    Choices choices = environment.actionSpace().choices().orElse(null);
    if (policy.observationSize() != environment.observationSize()
        || policy.actionSize() != environment.actionSize()
        || !Objects.equals(choices, policy.choices())
        || (policy.agents() > 1 && policy.agents() != environment.agents())) {
      throw new IllegalArgumentException(
          "expected a policy of the environment's shape, environment=%s observationSize=%d"
                  .formatted(environment.id(), environment.observationSize())
              + " actionSize=%d choices=%s policy.observationSize=%d policy.actionSize=%d"
                  .formatted(
                      environment.actionSize(),
                      told(choices),
                      policy.observationSize(),
                      policy.actionSize())
              + " policy.choices=%s".formatted(told(policy.choices()))
              + " agents=%d policy.agents=%d".formatted(environment.agents(), policy.agents()));
    }
  }

  private static String told(Choices choices) {
    return choices == null ? "none" : choices.toString();
  }
}
