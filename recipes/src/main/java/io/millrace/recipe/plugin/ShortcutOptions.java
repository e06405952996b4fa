package io.millrace.recipe.plugin;

import io.millrace.flow.meanflow.DyadicSteps;
import io.millrace.flow.meanflow.OneStepMethod;
import io.millrace.flow.pretraining.PretrainingMethod;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the pre-training {@code shortcut}. */
public record ShortcutOptions(
    @Doc("share of rows that learn steps from steps of half their length")
        @Default("0.25")
        @Range(min = 0, max = 1)
        double stepShare,
    @Doc("the shortest step is one over two to this") @Default("7") @Range(min = 0, max = 20)
        int halvings,
    DispersionOptions dispersion) {
  PretrainingMethod method() {
    return new PretrainingMethod.MeanVelocities(
        new OneStepMethod.Shortcut(new DyadicSteps(stepShare, halvings)), dispersion.dispersion());
  }
}
