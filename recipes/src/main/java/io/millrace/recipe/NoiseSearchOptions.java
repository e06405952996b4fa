package io.millrace.recipe;

import io.millrace.flow.exploration.NoiseSearch;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** How start noise is searched before a group begins. */
public record NoiseSearchOptions(
    @Doc("rounds of the search") @Default("4") @Range(min = 1, max = 1000) int rounds,
    @Doc("start noises of a round, each decoded in one step and tried in the environment")
        @Default("16")
        @Range(min = 1, max = 65_536)
        int candidates,
    @Doc("the best of a round, toward which the search moves")
        @Default("4")
        @Range(min = 1, max = 65_536)
        int elites,
    @Doc("how far it moves at once; 1: all the way")
        @Default("0.7")
        @Range(min = 0, minExclusive = true, max = 1)
        double mixing,
    @Doc("least standard deviation, which keeps the members of a group apart")
        @Default("0.1")
        @Range(min = 0, minExclusive = true)
        double floor) {

  NoiseSearch noiseSearch() {
    return new NoiseSearch(rounds, candidates, elites, mixing, floor);
  }
}
