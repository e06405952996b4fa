package io.millrace.recipe.plugin;

import io.millrace.flow.objective.ValueError;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** What on-policy objectives hold their advantages against. */
public record BaselineOptions(
    @Doc("weight of the value network's error, where credit uses values")
        @Default("0.5")
        @Range(min = 0)
        double value,
    @Doc("how far a value may move in an update; 0: no limit") @Default("0.0") @Range(min = 0)
        double valueClip,
    @Doc("whether the advantages of each minibatch get mean 0 and standard deviation 1")
        @Default("true")
        boolean normalizeAdvantages) {
  ValueError valueError() {
    return new ValueError(value, valueClip);
  }
}
