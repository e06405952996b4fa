package io.millrace.recipe.plugin;

import io.millrace.flow.objective.FlashDmd;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.option.Size;
import java.util.List;

/** Options of the objective {@code flash-dmd}. */
public record FlashDmdOptions(
    @Doc("how far the probability ratio of a flow step counts")
        @Default("0.2")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc("weight of learning from rewards") @Default("1.0") @Range(min = 0) double reward,
    @Doc("weight of distribution matching; 0 for none") @Default("1.0") @Range(min = 0)
        double matching,
    @Doc("how much flow times count: as the divergence has it, or all velocities alike")
        @Default("velocity")
        FlashDmd.Weight weight,
    @Doc("first flow steps that matching trains; 0 for all") @Default("0") @Range(min = 0)
        int matchedSteps,
    @Doc("first updates, in which the fake velocity alone learns") @Default("0") @Range(min = 0)
        int warmUp,
    @Doc("draws of start, noise and flow time for each decision") @Default("8") @Range(min = 1)
        int draws,
    @Doc("factor of the fake network's output: the larger, the faster it follows the student")
        @Default("5.0")
        @Range(min = 0, minExclusive = true)
        double fakeRate,
    @Doc("units of each hidden layer of the fake velocity")
        @Default("[64, 64]")
        @Range(min = 1)
        @Size(max = 32)
        List<Integer> fakeHidden) {}
