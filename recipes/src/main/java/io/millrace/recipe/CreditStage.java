package io.millrace.recipe;

import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Chosen;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.DefaultFrom;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Inline;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.plugin.Credits;
import java.time.Duration;
import java.util.Optional;

/** Which plug-in compares the members of a group, and when a group is complete. */
public record CreditStage(
    @Doc("who in a group did well") @Inline @Chosen(Credits.STAGE) @Default("group-relative")
        Choice plugin,
    @Doc(
            "whom credit compares: all members of a group (they were asked the same), or those that"
                + " share one of rollout.exploration.seeds")
        @Default("prompt")
        CreditGroups groupBy,
    @Doc(
            "what has one advantage where a decision is a chunk of actions (policy.chunk): the chunk,"
                + " by the sum of its rewards, or each action of it, by what came after that action;"
                + " discounts then count actions; left out: chunk")
        Optional<CreditResolution> resolution,
    @Doc(
            "deals the advantages of a group to its members at random: an ablation that must not learn")
        @Default("false")
        boolean shuffle,
    @Doc("how long, in event time, a group waits for missing members")
        @Default("60s")
        @Range(min = 0, minExclusive = true)
        Duration timeout,
    @Doc("members that a group needs when its time is over; left out: all of rollout.groupSize")
        @DefaultFrom("rollout.groupSize")
        @Range(min = 1)
        int minimumMembers) {
  /** Whether each action of a chunk has an advantage of its own. */
  public boolean creditsActions() {
    return resolution.equals(Optional.of(CreditResolution.ACTION));
  }
}
