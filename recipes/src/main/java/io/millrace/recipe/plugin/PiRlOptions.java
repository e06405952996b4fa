package io.millrace.recipe.plugin;

import io.millrace.flow.objective.PiRl;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code pi-rl}. */
public record PiRlOptions(
    @Doc("how far a probability ratio counts")
        @Default("0.2")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc("how far the ratio of a bad decision counts at most, above 1; 0: no limit")
        @Default("3.0")
        @Range(min = 0)
        double dualClip,
    @Doc("what has one ratio: the chunk, each action of it, or each dimension") @Default("chunk")
        PiRl.Unit logProb,
    @Doc(
            "how the log-probabilities of a decision's draws become one: sum is the joint"
                + " likelihood; mean counts the flow's start as well")
        @Default("sum")
        PiRl.JointReduce jointReduce,
    @Doc("weight of the entropy bonus, with a sampler that learns its noise")
        @Default("0.0")
        @Range(min = 0)
        double entropy,
    @Doc("weight of the value network's error, where credit has one")
        @Default("0.5")
        @Range(min = 0)
        double valueWeight,
    @Doc("how far a value may move at once; 0: no limit") @Default("0.2") @Range(min = 0)
        double valueClip,
    @Doc("whether the advantages of a minibatch get mean 0 and deviation 1") @Default("true")
        boolean normalizeAdvantages) {
  public PiRlOptions {
    if (dualClip > 0 && dualClip <= 1) {
      throw new IllegalArgumentException("expected dualClip > 1, or 0, got dualClip=" + dualClip);
    }
  }
}
