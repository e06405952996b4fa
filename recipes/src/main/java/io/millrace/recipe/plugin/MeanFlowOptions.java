package io.millrace.recipe.plugin;

import io.millrace.flow.meanflow.AdaptiveWeight;
import io.millrace.flow.meanflow.MeanFlowVariant;
import io.millrace.flow.meanflow.OneStepMethod;
import io.millrace.flow.meanflow.TimePairs;
import io.millrace.flow.pretraining.PretrainingMethod;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the pre-training {@code mean-flow}. */
public record MeanFlowOptions(
    @Doc("which velocity a target starts from, and along which it is differentiated")
        @Default("improved")
        Variant variant,
    @Doc("share of rows whose interval has no length: plain flow matching")
        @Default("0.5")
        @Range(min = 0, max = 1)
        double rho,
    @Doc("rows count 1 / (error + 1e-3)^power; 0: all alike") @Default("0.5") @Range(min = 0)
        double power,
    @Doc("with variant guided: weight of the observation's own velocity; 1: no guidance")
        @Default("2.0")
        double guidance,
    @Doc(
            "with variant guided: whether the other velocity is that without observation; else the"
                + " guidance does nothing but add noise to targets")
        @Default("true")
        boolean nullCondition,
    @Doc("with a null condition: share of rows trained without observation")
        @Default("0.1")
        @Range(min = 0, max = 1, maxExclusive = true)
        double dropout,
    DispersionOptions dispersion) {
  /** See {@link MeanFlowVariant}. */
  public enum Variant {
    /** The row's own. */
    ORIGINAL,
    /** The row's own, and the network's. */
    IMPROVED,
    /** Guided within one evaluation. */
    GUIDED
  }

  private static final double OFFSET = 1e-3;

  PretrainingMethod method() {
    TimePairs pairs = new TimePairs(rho, TimePairs.STANDARD.mean(), TimePairs.STANDARD.std());
    return new PretrainingMethod.MeanVelocities(
        new OneStepMethod.MeanFlow(pairs, target(), new AdaptiveWeight(power, OFFSET)),
        dispersion.dispersion());
  }

  private MeanFlowVariant target() {
    return switch (variant) {
      case ORIGINAL -> new MeanFlowVariant.Original();
      case IMPROVED -> new MeanFlowVariant.Improved();
      case GUIDED -> new MeanFlowVariant.Guided(guidance, nullCondition, dropout);
    };
  }
}
