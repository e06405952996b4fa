package io.millrace.recipe;

import io.millrace.flow.exploration.NoiseSearch;
import io.millrace.flow.policy.Exploration;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.option.Size;
import java.util.List;
import java.util.Optional;

/** Where on the way from noise to action a policy explores, and what members of a group share. */
public record ExplorationOptions(
    @Doc("stochastic flow steps that follow each other, the others deterministic; 0: all of them")
        @Default("0")
        @Range(min = 0, max = 1000)
        int window,
    @Doc("first flow step at which the window may begin") @Default("0") @Range(min = 0) int from,
    @Doc("last flow step at which it may begin; -1: the last that fits")
        @Default("-1")
        @Range(min = -1)
        int to,
    @Doc("the window's place: drawn at each decision, or the next one with each group")
        @Default("random")
        Exploration.Order order,
    @Doc(
            "start noises that the members of a group share, so that they are branches of that many"
                + " trunks; 0: each has its own")
        @Default("0")
        @Range(min = 0)
        int seeds,
    @Doc("after the window members step over this many grid points at a time, in turn")
        @Default("[1]")
        @Range(min = 1, max = 1000)
        @Size(min = 1, max = 16)
        List<Integer> strides,
    @Doc(
            "searches for start noise whose one-step decoding is rewarded, before a group begins;"
                + " left out: start noise is standard normal")
        Optional<NoiseSearchOptions> noiseSearch) {

  Exploration exploration() {
    NoiseSearch search = noiseSearch.map(NoiseSearchOptions::noiseSearch).orElse(null);
    return new Exploration(window, from, to, order, seeds, strides, search);
  }
}
