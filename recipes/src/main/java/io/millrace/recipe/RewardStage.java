package io.millrace.recipe;

import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Chosen;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Inline;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.plugin.Rewards;
import java.time.Duration;

/**
 * Which plug-in makes the reward of a step, and how rewards that come apart from their trajectory,
 * on the reward-events topic, are waited for and still counted when they come late.
 */
public record RewardStage(
    @Doc("what is learned from") @Inline @Chosen(Rewards.STAGE) @Default("environment")
        Choice plugin,
    @Doc("reward events that each trajectory waits for; 0 lets it go on at once")
        @Default("0")
        @Range(min = 0)
        int await,
    @Doc(
            "how long, in event time, it waits for them; after that it is incomplete, never of reward 0")
        @Default("30s")
        @Range(min = 0, minExclusive = true)
        Duration timeout,
    @Doc(
            "how long a reward that comes later still corrects what its group was credited, as far as learner.staleness lets the group be learned from; 0s never")
        @Default("0s")
        Duration retention) {

  /** Whether the reward-events topic is read at all. */
  public boolean readsEvents() {
    return await > 0 || !retention.isZero();
  }
}
