package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Size;
import java.util.List;
import java.util.Optional;

/** Options of the reward {@code environment}. */
public record EnvironmentRewardOptions(
    @Doc("one weight for each reward channel, in the order of the environment; left out: 1 each")
        @Size(min = 1)
        Optional<List<Double>> weights,
    @Doc("multiplies the sum") @Default("1.0") double scale) {}
