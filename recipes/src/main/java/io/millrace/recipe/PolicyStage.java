package io.millrace.recipe;

import io.millrace.flow.policy.FlowHead;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.DefaultFrom;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Matches;
import io.millrace.recipe.option.Range;
import java.util.Optional;

/** What is trained: the policy, where its weights come from and where versions are kept. */
public record PolicyStage(
    @Doc("the name under which the store keeps the versions; left out: the id of the recipe")
        @DefaultFrom("id")
        @Matches(
            value = "[a-z0-9](?!.*[.]{2})[a-z0-9._-]{0,62}",
            words = "at most 63 of a-z, 0-9, dot, hyphen and underscore, without two dots in a row")
        String id,
    @Doc("counts the trainings of one policy; versions start at 1 in each")
        @Default("1")
        @Range(min = 1)
        long epoch,
    NetworkOptions network,
    @Doc("what the flow network says of a point") @Default("velocity") FlowHead flow,
    @Doc("the discrete flow, with flow \"tokens\"; its tokens are the environment's choices")
        TokenOptions tokens,
    @Doc(
            "steps from noise to action, K; all but the last are stochastic while learning. 0 only"
                + " with sampler \"latent-gaussian\": a Gaussian policy")
        @Default("10")
        @Range(min = 0, max = 1000)
        int flowSteps,
    @Doc("environment actions in a decision: the policy emits a chunk, then looks again")
        @Default("1")
        @Range(min = 1, max = 1000)
        int chunk,
    @Doc(
            "shared: all agents of an environment act with the same weights; separate: each has"
                + " weights of its own, and learns from its own trajectories alone; left out:"
                + " shared")
        Optional<AgentNetworks> agents,
    @Doc("the value network, where credit or objective need one") CriticOptions critic,
    @Doc("how version 1 is trained before the first action; left out: random weights")
        Optional<WarmStartOptions> warmStart) {
  /** Whether each agent has weights of its own. */
  public boolean separate() {
    return agents.equals(Optional.of(AgentNetworks.SEPARATE));
  }
}
