package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the sampler {@code latent-gaussian}. */
public record LatentGaussianOptions(
    @Doc("smallest standard deviation of the start; the first one is the bounds' geometric mean")
        @Default("0.1")
        @Range(min = 0, minExclusive = true)
        double noiseMin,
    @Doc("largest standard deviation of the start")
        @Default("2.0")
        @Range(min = 0, minExclusive = true, max = 100, maxExclusive = true)
        double noiseMax) {
  public LatentGaussianOptions {
    if (noiseMin >= noiseMax) {
      throw new IllegalArgumentException(
          "expected noiseMin < noiseMax, got noiseMin=" + noiseMin + " noiseMax=" + noiseMax);
    }
  }
}
