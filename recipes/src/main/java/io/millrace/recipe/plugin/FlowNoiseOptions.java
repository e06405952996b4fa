package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the sampler {@code flow-noise}. */
public record FlowNoiseOptions(
    @Doc("smallest standard deviation that a step can learn")
        @Default("0.05")
        @Range(min = 0, minExclusive = true)
        double noiseMin,
    @Doc("largest standard deviation that a step can learn")
        @Default("0.5")
        @Range(min = 0, minExclusive = true, max = 100, maxExclusive = true)
        double noiseMax,
    @Doc("whether the step that ends at the action is stochastic too") @Default("false")
        boolean lastStep,
    @Doc("means of steps are limited to this distance from 0; 0: no limit")
        @Default("0.0")
        @Range(min = 0)
        double meanClip,
    @Doc("normal draws are limited to this many deviations; 0: no limit")
        @Default("0.0")
        @Range(min = 0)
        double noiseClip) {
  public FlowNoiseOptions {
    if (noiseMin >= noiseMax) {
      throw new IllegalArgumentException(
          "expected noiseMin < noiseMax, got noiseMin=" + noiseMin + " noiseMax=" + noiseMax);
    }
  }
}
