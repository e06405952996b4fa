package io.millrace.recipe;

import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Chosen;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.plugin.Samplers;
import java.time.Duration;

/** How experience is made. */
public record RolloutStage(
    @Doc("worker threads of one process") @Default("1") @Range(min = 1, max = 4096) int workers,
    @Doc("trajectories from the same seed and start state, which credit compares")
        @Range(min = 1, max = 65_536)
        int groupSize,
    @Doc("how actions are drawn while learning") @Chosen(Samplers.STAGE) @Default("flow-sde")
        Choice sampler,
    @Doc("where a policy explores") ExplorationOptions exploration,
    @Doc("how long a worker that is too many versions ahead waits for the next version")
        @Default("2s")
        Duration patience) {}
